/** What share of Polars' names a library has, by introspection. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Inventory {
  readonly classes: Readonly<Record<string, readonly string[]>>;
  readonly tiers: Readonly<Record<"tier1" | "tier2", Readonly<Record<string, readonly string[]>>>>;
}
const ROOT = join(import.meta.dirname, "..");
const inventory = JSON.parse(readFileSync(join(ROOT, "test", "polars", "names.json"), "utf8")) as Inventory;

/** Where JavaScript or Arrow has another word for the same. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  toDicts: ["toRecords"],
  toDict: ["toColumns"],
  toList: ["toArray"],
  fromDicts: ["fromRecords"],
  iterRows: ["iterator"],
  Boolean: ["Bool"],
  String: ["Utf8"],
  Array: ["FixedSizeList"],
  Date: ["Date32"],
  len: ["length"],
  "when.when": ["when"],
};

/** Names that make no sense in JavaScript, or that Polars itself keeps for its insides, and why. They count as missing. */
const NOT_APPLICABLE: readonly (readonly [why: string, names: string])[] = [
  [
    "other Python libraries",
    "toJax toNumpy toPandas toTorch fromNumpy fromPandas fromTorch fromDataframe plot style scanPyarrowDataset scanArrowCStream scanExternalReader",
  ],
  [
    "tables of other systems and Excel: their readers are libraries of their own; write Parquet, or read by DuckDB",
    "sinkDelta sinkIceberg writeDelta writeIceberg scanDelta scanIceberg readDelta deleteIceberg scanLance readExcel readOds writeExcel",
  ],
  ["Polars' own cloud, and its stored results", "remote execute fromLazyframeResolver"],
  ["a page or a process has no clipboard of its own; pass the text to readCsv", "readClipboard writeClipboard"],
  ["frames never change: take the column by getColumn, the others by drop", "dropInPlace"],
  ["columns carry no such marks: isSorted looks at the values", "flags"],
  [
    "files must be opened first: await lazy.collectSchema()",
    "LazyFrame.columns LazyFrame.dtypes LazyFrame.schema LazyFrame.width",
  ],
  [
    "Arrow has no such type, or this library has not",
    "Extension BaseExtension Float16 Int128 UInt128 Map map toMap Object Unknown ext storage to getExtensionType registerExtensionType unregisterExtensionType",
  ],
  ["types are values here: a schema is known before, or by pipeWithDtype", "dtypeOf selfDtype structWithFields"],
  ["does nothing in Polars any more", "StringCache disableStringCache enableStringCache usingStringCache"],
  ["Python's insides", "wrapDf wrapS CredentialProviderFunction CredentialProviderFunctionReturn"],
  ["the command `polaroid doctor` tells versions", "buildInfo showVersions"],
  ["a connection is opened by its own library and passed to readDatabase", "readDatabaseUri"],
  ["no longer in Polars", "getCategories"],
];
const REASONS: ReadonlyMap<string, string> = new Map(
  NOT_APPLICABLE.flatMap(([why, names]) => names.split(" ").map((n): [string, string] => [n, why])),
);
/** Why a name is left out; undefined for one that is still to come. */
export const reasonOf = (owner: string, name: string): string | undefined =>
  REASONS.get(`${owner}.${name}`) ?? REASONS.get(name.includes(".") ? name.slice(name.lastIndexOf(".") + 1) : name);

const plain = (name: string): string => name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
type Names = ReadonlySet<string>;
const has = (names: Names, name: string): boolean =>
  [name, ...(Object.hasOwn(SAME, name) ? (SAME[name] ?? []) : [])].some((n) => names.has(plain(n)));

function members(of: object): Names {
  const out = new Set<string>();
  for (let o: object | null = of; o !== null && o !== Object.prototype && o !== Function.prototype; ) {
    for (const key of Reflect.ownKeys(o)) out.add(plain(typeof key === "symbol" ? (key.description ?? "") : key));
    o = Object.getPrototypeOf(o) as object | null;
  }
  if (out.has("symboliterator")) out.add("iterator");
  return out;
}
const both = (...all: readonly Names[]): Names => new Set(all.flatMap((names) => [...names]));

type Dynamic = Record<string, (...args: unknown[]) => Dynamic> & { prototype: object };
const attempt = (make: () => object | undefined): Names => {
  try {
    return members(make() ?? {});
  } catch {
    return new Set();
  }
};
const WHERE: Readonly<Record<string, readonly string[]>> = {
  frame: ["DataFrame", "LazyFrame", "GroupBy", "pl.functions"],
  Expr: ["Expr", "when"],
  "Expr.str": ["Expr.str", "Expr", "pl.functions", "Expr.list"],
  functions: ["pl.functions", "pl.io", "when"],
  io: ["pl.io"],
  datatypes: ["pl.datatypes"],
};

export interface Share {
  readonly name: string;
  readonly found: number;
  readonly all: number;
  readonly missing: readonly string[];
}
function share(name: string, names: readonly string[], found: (name: string) => boolean): Share {
  const missing = names.filter((n) => !found(n));
  return { name, found: names.length - missing.length, all: names.length, missing };
}

/** Least shares, in percent. */
export const LEAST: Readonly<Record<string, number>> = {
  tier1: 100,
  tier2: 95,
  ...Object.fromEntries(
    [
      ...["Expr", "Expr.str", "Expr.dt", "Expr.list", "Expr.arr", "Expr.struct", "Expr.cat", "Expr.bin", "Expr.name"],
      ...["selectors", "Series", "GroupBy", "LazyGroupBy", "pl.functions"],
    ].map((name) => [name, 80]),
  ),
};

/** The names that each class and namespace has. */
function namesOf(ours: Record<string, never>): Record<string, Names> {
  const { DataFrame, LazyFrame, Series, col, selectors } = ours as unknown as Record<string, Dynamic>;
  const conditional = ours.when as unknown as (condition: unknown) => Dynamic;
  const frame = new (DataFrame as unknown as new (columns: object) => Dynamic)({ a: [1], t: [new Date(0)] });
  const expr = (col as unknown as (name: string) => Record<string, object>)("a");
  const series = new (Series as unknown as new (name: string, values: unknown[]) => Record<string, object>)("a", [1]);
  const top = new Set(Object.keys(ours).map(plain));
  const frames = both(
    attempt(() => frame),
    members(DataFrame as object),
    attempt(() => frame["lazy"]?.()),
    members(LazyFrame as object),
  );

  const NAMES: Record<string, Names> = {
    DataFrame: both(
      attempt(() => frame),
      members(DataFrame as object),
    ),
    LazyFrame: both(
      attempt(() => frame["lazy"]?.()),
      members(LazyFrame as object),
    ),
    Series: both(members(series), members(Series as object)),
    Expr: both(members(expr), members(expr.constructor)),
    GroupBy: attempt(() => frame["groupBy"]?.("a")),
    LazyGroupBy: attempt(() => frame["lazy"]?.()["groupBy"]?.("a")),
    RollingGroupBy: attempt(() => frame["rolling"]?.("t", { period: "1d" })),
    DynamicGroupBy: attempt(() => frame["groupByDynamic"]?.("t", { every: "1d" })),
    "pl.functions": both(top, members(selectors ?? {})),
    "pl.io": both(top, frames),
    "pl.datatypes": top,
    selectors: both(
      attempt(() => selectors),
      new Set([...top].filter((n) => n === "selector")),
    ),
    when: both(
      top,
      members(expr),
      attempt(() => conditional(true)),
      attempt(() => conditional(true)["then"]?.(1)),
    ),
  };
  for (const [owner, holder] of [
    ["Expr", expr],
    ["Series", series],
  ] as const)
    for (const space of Object.keys(inventory.classes))
      if (space.startsWith(`${owner}.`)) NAMES[space] = attempt(() => holder[space.slice(owner.length + 1)]);

  return NAMES;
}

/** The shares of classes and namespaces, and of the ranked names. */
export function coverageOf(ours: Record<string, never>): {
  readonly classes: readonly Share[];
  readonly tiers: readonly Share[];
} {
  const NAMES = namesOf(ours);
  const classes = Object.entries(inventory.classes).map(([name, names]) =>
    share(name, names, (n) => has(NAMES[name] ?? new Set(), n)),
  );
  const tiers = Object.entries(inventory.tiers).map(([tier, groups]) => {
    const all = Object.entries(groups).flatMap(([group, names]) => names.map((name) => ({ group, name })));
    const found = ({ group, name }: (typeof all)[number]): boolean => {
      const [space, inner] = name.includes(".") ? name.split(".") : [null, name];
      if (space !== null) return has(NAMES[`Expr.${space}`] ?? new Set(), inner as string);
      return (WHERE[group] ?? [group]).some((c) => has(NAMES[c] ?? new Set(), name));
    };
    const missing = all.filter((one) => !found(one)).map(({ group, name }) => `${group}.${name}`);
    return { name: tier, found: all.length - missing.length, all: all.length, missing };
  });

  return { classes, tiers };
}

import { typeFromJson } from "../../src/arrow/json.ts";
import { isFloat, PER_SECOND } from "../../src/arrow/type-info.ts";
import type { DataType } from "../../src/arrow/types.ts";
import { type Call, ELEMENT, type Expr, type LiteralValue, type OrderKey, type Pick } from "../../src/expr/node.ts";
import { rangesOf } from "./polars-ranges.ts";
import { MOVING } from "./polars-rolling.ts";
import { NAME_RULES, WORDINGS } from "./polars-texts.ts";
import { valuesWith } from "./polars-values.ts";

const quote = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
const textOf = (s: string): string =>
  /[\ud800-\udfff]/.test(s) ? `${quote(s)}.encode("utf-16", "surrogatepass").decode("utf-16")` : quote(s);
const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** A type as Polars spells it. */
export function polarsType(t: DataType): string {
  switch (t.id) {
    case "Bool":
      return "pl.Boolean";
    case "Utf8":
      return "pl.String";
    case "Date32":
      return "pl.Date";
    case "Datetime":
      return `pl.Datetime("${t.unit}"${t.zone === null ? "" : `, "${t.zone}"`})`;
    case "Duration":
      return `pl.Duration("${t.unit}")`;
    case "Decimal":
      return `pl.Decimal(${t.precision}, ${t.scale})`;
    case "Enum":
      return `pl.Enum([${t.categories.map(textOf).join(", ")}])`;
    case "List":
      return `pl.List(${polarsType(t.inner)})`;
    case "FixedSizeList":
      return `pl.Array(${polarsType(t.inner)}, ${t.size})`;
    case "Struct":
      return `pl.Struct({${t.fields.map((f) => `${textOf(f.name)}: ${polarsType(f.type)}`).join(", ")}})`;
    default:
      return `pl.${t.id}`;
  }
}

/** A value as Python. */
export function python(v: unknown): string {
  if (v === null || v === undefined) return "None";
  if (typeof v === "boolean") return v ? "True" : "False";
  if (typeof v === "string") return textOf(v);
  if (typeof v === "number" && !Number.isFinite(v))
    return Number.isNaN(v) ? 'float("nan")' : `float("${v > 0 ? "inf" : "-inf"}")`;
  if (typeof v === "number" || typeof v === "bigint") return Object.is(v, -0) ? "-0.0" : String(v);
  if (v instanceof Uint8Array) return `bytes([${[...v].join(", ")}])`;
  return `[${(v as readonly unknown[]).map(python).join(", ")}]`;
}

function literal(v: LiteralValue, type: DataType | null): string {
  if (type !== null && isFloat(type) && typeof v === "number")
    return `pl.lit(${Number.isInteger(v) ? `${python(v)}.0`.replace("0.0.0", "0.0") : python(v)}, dtype=${polarsType(type)})`;
  if (type === null || typeof v !== "bigint")
    return `pl.lit(${python(v)}${type === null ? "" : `, dtype=${polarsType(type)}`})`;
  if (type.id === "Datetime" && type.unit === "ms")
    return `pl.lit(__import__("datetime").datetime(1970, 1, 1) + __import__("datetime").timedelta(microseconds=${v * BigInt(1e6 / PER_SECOND.ms)}))`;
  return `pl.lit(${v}).cast(pl.Int64).cast(${polarsType(type)})`;
}

const OPERATORS: Readonly<Record<string, string>> = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  floorDiv: "//",
  mod: "%",
  eq: "==",
  ne: "!=",
  lt: "<",
  le: "<=",
  gt: ">",
  ge: ">=",
  and: "&",
  or: "|",
  xor: "^",
};
const NAMES: Readonly<Record<string, string>> = {
  asin: "arcsin",
  acos: "arccos",
  atan: "arctan",
  fillNullStrategy: "fill_null",
  log1p: "log1p",
};
// Options that Polars calls by another name.
const OPTIONS: Readonly<Record<string, string>> = { unit: "time_unit", q: "quantile", n: "n" };
const DROPPED: ReadonlySet<string> = new Set(["str.lenChars ", "concatStr ", "dt.toString.x"]);

const kwargs = (options: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(options).flatMap(([k, v]) =>
    v === undefined || DROPPED.has(k) ? [] : [`${OPTIONS[k] ?? snake(k)}=${python(v)}`],
  );

type Special = (args: readonly string[], c: Call) => string;
const list = (args: readonly string[]): string => `[${args.join(", ")}]`;
const plain = (c: Call, i: number): string => python((c.args[i] as { value?: unknown }).value);
const fields = (args: readonly string[], c: Call): string =>
  args.map((a, i) => `${a}.alias(${python((c.options["names"] as readonly string[])[i])})`).join(", ");
const EVALS = { list: "list.eval", value: "list.agg", array: "arr.eval" } as const;
const SPECIAL: Readonly<Record<string, Special>> = {
  ...rangesOf(python),
  ...valuesWith(python, polarsType),
  neg: ([a]) => `(-${a})`,
  not: ([a]) => `(~${a})`,
  len: (args) => (args.length === 0 ? "pl.len()" : `${args[0]}.len()`),
  when: (args) => {
    let out = "pl";
    for (let i = 0; i + 1 < args.length; i += 2) out += `.when(${args[i]}).then(${args[i + 1]})`;
    return `${out}.otherwise(${args[args.length - 1]})`;
  },
  coalesce: (args) => `pl.coalesce(${list(args)})`,
  concatStr: (args, c) => `pl.concat_str(${[list(args), ...kwargs(c.options)].join(", ")})`,
  concatList: (args) => `pl.concat_list(${list(args)})`,
  struct: (args, c) =>
    `pl.struct(${list(args.map((a, i) => `${a}.alias(${python((c.options["names"] as readonly string[])[i])})`))})`,
  isIn: ([a, b], c) => `${a}.is_in(${c.args[1]?.kind === "lit" ? python(c.args[1].value) : b})`,
  sortBy: ([a, ...by], c) => `${a}.sort_by(${[list(by), ...kwargs(c.options)].join(", ")})`,
  gather: ([a], c) =>
    `${a}.gather(${c.args[1]?.kind === "call" && c.args[1].args[0]?.kind === "lit" ? python(c.args[1].args[0].value) : "None"})`,
  shift: ([a, fill], c) => `${a}.shift(${python(c.options["n"])}${fill === undefined ? "" : `, fill_value=${fill}`})`,
  concatArr: (args) => `pl.concat_arr(${list(args)})`,
  "list.toStruct": ([a], c) => `${a}.list.to_struct(${python(c.options["names"])})`,
  "arr.toStruct": ([a], c) => `${a}.arr.to_struct(${python(c.options["names"])})`,
  "struct.unnest": ([a], c) =>
    c.options["names"] === null ? `${a}.struct.unnest()` : `${a}.struct.field(${python(c.options["names"])})`,
  "struct.withFields": ([a, ...rest], c) => `${a}.struct.with_fields(${fields(rest, c)})`,
  "struct.eval": ([a, ...rest], c) => `${a}.struct.eval(${fields(rest, c)})`,
  "cat.startsWith": ([a], c) => `${a}.cat.starts_with(${plain(c, 1)})`,
  "cat.endsWith": ([a], c) => `${a}.cat.ends_with(${plain(c, 1)})`,
  "cat.slice": ([a], c) => `${a}.cat.slice(${plain(c, 1)}, ${plain(c, 2)})`,
  "cat.to": ([a], c) =>
    `${a}.cat.to(pl.Enum(${python(c.options["categories"])}), strict=${python(c.options["strict"])})`,
  "bin.size": ([a], c) => `${a}.bin.size(${python(c.options["unit"])})`,
  "bin.reinterpret": ([a], c) =>
    `${a}.bin.reinterpret(dtype=${polarsType(typeFromJson(c.options["type"]))}, endianness=${python(c.options["endianness"])})`,
  "struct.field": ([a], c) => `${a}.struct.field(${python(c.options["name"])})`,
  "dt.offsetBy": ([a], c) => `${a}.dt.offset_by(${python(c.options["by"])})`,
  "dt.castTimeUnit": ([a], c) => `${a}.dt.cast_time_unit(${python(c.options["unit"])})`,
  "dt.withTimeUnit": ([a], c) => `${a}.cast(pl.Int64).cast(pl.Datetime(${python(c.options["unit"])}))`,
  "dt.combine": ([a, t], c) => `${a}.dt.combine(${t}, time_unit=${python(c.options["unit"] ?? "us")})`,
  "list.unique": ([a]) => `${a}.list.unique(maintain_order=True)`,
  "str.stripChars": ([a, ...rest], c) =>
    `${a}.str.strip_chars(${c.args[1]?.kind === "lit" && c.args[1].value === null ? "" : rest.join(", ")})`,
  "str.stripCharsStart": ([a, ...rest], c) =>
    `${a}.str.strip_chars_start(${c.args[1]?.kind === "lit" && c.args[1].value === null ? "" : rest.join(", ")})`,
  "str.stripCharsEnd": ([a, ...rest], c) =>
    `${a}.str.strip_chars_end(${c.args[1]?.kind === "lit" && c.args[1].value === null ? "" : rest.join(", ")})`,
  "str.replace": ([a], c) =>
    `${a}.str.replace(${c.args
      .slice(1)
      .map((x) => python((x as { value?: unknown }).value))
      .join(", ")}, literal=${python(c.options["literal"])}, n=${python(c.options["n"])})`,
  "str.replaceAll": ([a], c) =>
    `${a}.str.replace_all(${c.args
      .slice(1)
      .map((x) => python((x as { value?: unknown }).value))
      .join(", ")}, literal=${python(c.options["literal"])})`,
};
for (const fn of ["all", "any", "min", "max", "sum", "mean"])
  (SPECIAL as Record<string, Special>)[`${fn}Horizontal`] = (args) => `pl.${fn}_horizontal(${list(args)})`;

function call(e: Call): string {
  const args = e.args.map(polarsExpr);
  const moving = MOVING[e.fn];
  if (moving !== undefined) return moving(e, polarsExpr, kwargs(e.options));
  const worded = WORDINGS[e.fn];
  if (worded !== undefined) return worded(e, polarsExpr, { python, type: polarsType });
  const special = SPECIAL[e.fn];
  if (special !== undefined) return special(args, e);
  const operator = OPERATORS[e.fn];
  if (operator !== undefined) return `(${args[0]} ${operator} ${args[1]})`;
  const [a, ...rest] = args;
  const dot = e.fn.lastIndexOf(".");
  const path = dot < 0 ? (NAMES[e.fn] ?? snake(e.fn)) : `${e.fn.slice(0, dot)}.${snake(e.fn.slice(dot + 1))}`;
  return `${a}.${path}(${[...rest, ...kwargs(e.options)].join(", ")})`;
}

function pick(p: Pick): string {
  switch (p.by) {
    case "all":
      return p.except.length === 0 ? "pl.all()" : `pl.all().exclude(${python(p.except)})`;
    case "names":
      return `pl.col(${python(p.names)})`;
    case "regex":
      return `pl.col(${python(p.pattern)})`;
    case "types":
      return `pl.col([${p.types.map(polarsType).join(", ")}])`;
    case "class":
      return `cs.${snake(p.name)}()`;
    default:
      throw new Error(`picks by ${p.by} are not translated`);
  }
}

export const flags = (keys: readonly OrderKey[]): string =>
  `descending=${python(keys.map((k) => k.descending))}, nulls_last=${python(keys.map((k) => k.nullsLast))}`;

/** An expression as Polars' Python. */
export function polarsExpr(e: Expr): string {
  switch (e.kind) {
    case "col":
      if (e.name === ELEMENT) return "pl.element()";
      return `pl.col(${python([e.name]).slice(1, -1)})`;
    case "columns":
      return pick(e.pick);
    case "lit":
      return literal(e.value, e.type);
    case "alias":
      return `${polarsExpr(e.input)}.alias(${python(e.name)})`;
    case "rename":
      return `${polarsExpr(e.input)}.name.${NAME_RULES[e.how]?.(e.text, python)}`;
    case "cast":
      return `${polarsExpr(e.input)}.cast(${polarsType(e.to)}, strict=${python(e.strict)})`;
    case "call":
      return call(e);
    case "eval":
      return `${polarsExpr(e.input)}.${EVALS[e.as]}(${polarsExpr(e.body)})`;
    case "over": {
      const [first] = e.orderBy;
      const order =
        first === undefined
          ? ""
          : `, order_by=[${e.orderBy.map((k) => polarsExpr(k.expr)).join(", ")}], descending=${python(first.descending)}, nulls_last=${python(first.nullsLast)}`;
      return `${polarsExpr(e.input)}.over([${e.partitionBy.map(polarsExpr).join(", ")}]${order})`;
    }
  }
}

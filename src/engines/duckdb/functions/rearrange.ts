import type { Field } from "../../../arrow/schema.ts";
import { isFloat, sameType } from "../../../arrow/type-info.ts";
import type { DataType, Struct } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { missing, type Rules } from "../../../engine/rules.ts";
import type { RearrangeName } from "../../../expr/functions/rearrange.ts";
import type { Typed, TypedCall } from "../../../expr/typed.ts";
import { castSql } from "../cast.ts";
import { identifier } from "../quote.ts";
import type { FunctionSql, Scope } from "../scope.ts";

type OfLists = (l: string, e: TypedCall, scope: Scope, list: (e: Typed) => string) => string;

const places = (l: string, test: string): string =>
  `list_transform(list_filter(range(len(${l})), lambda __i: ${test}), lambda __i: __i::UINTEGER)`;

/** Something of the items of a list as rows `v` numbered `i`, as a list in an order. */
const ofItems = (l: string, what: string, order: string, rows: (items: string) => string): string =>
  `(SELECT coalesce(list(${what} ORDER BY ${order}), []) FROM (${rows(`SELECT unnest(${l}) AS v, generate_subscripts(${l}, 1) AS i`)}))`;
/** Something of each different item: `v`, its number `n` and first place `f`. */
const ofDifferent = (l: string, what: string, order = "f"): string =>
  ofItems(l, what, order, (items) => `SELECT v, count(*) AS n, min(i) AS f FROM (${items}) GROUP BY v`);
/** Something of each run of equal items. */
const ofRuns = (l: string, what: string): string =>
  ofItems(l, what, "f", (items) => {
    const changed = `SELECT v, i, (i > 1 AND v IS DISTINCT FROM lag(v) OVER (ORDER BY i))::INTEGER AS c FROM (${items})`;
    const runs = `SELECT v, i, sum(c) OVER (ORDER BY i) AS r FROM (${changed})`;
    return `SELECT first(v ORDER BY i) AS v, count(*) AS n, min(i) AS f FROM (${runs}) GROUP BY r`;
  });

const valueCounts: OfLists = (l, { type, options }) => {
  const [value, count] = (type as Struct).fields as readonly [Field, Field];
  const n = options.normalize === true ? `n / len(${l})::DOUBLE` : "n::UINTEGER";
  const made = `struct_pack(${identifier(value.name)} := v, ${identifier(count.name)} := ${n})`;
  return ofDifferent(l, made, options.sort === true ? "n DESC, f" : "f");
};

const NULL_LIST = "error('POLAROID:SHAPE_MISMATCH:reshape: a list that is null has no items; fill or drop it before')";
/** Items of lists of one size, one behind the other. */
const leaves = (l: string, type: DataType): string =>
  type.id === "FixedSizeList"
    ? leaves(`flatten(list_transform(${l}, lambda v: CASE WHEN v IS NULL THEN ${NULL_LIST} ELSE v END))`, type.inner)
    : l;
const chunks = (l: string, size: number, depth: number): string =>
  `list_transform(range(${size === 0 ? 0 : `len(${l}) // ${size}`}), lambda __i${depth}: list_slice(${l}, __i${depth} * ${size} + 1, (__i${depth} + 1) * ${size}))`;
const reshape: OfLists = (l, { args, options }) => {
  const [first, ...rest] = options.dimensions as readonly [number, ...number[]];
  const size = rest.reduce((a, b) => a * b, 1);
  const items = leaves(l, (args[0] as Typed).type);
  const fits =
    first === -1
      ? size === 0
        ? `len(${items}) = 0`
        : `len(${items}) % ${size} = 0`
      : `len(${items}) = ${first * size}`;
  const made = rest.toReversed().reduce((out, n, i) => chunks(out, n, i), items);
  return `CASE WHEN ${fits} THEN ${made} ELSE error('POLAROID:SHAPE_MISMATCH:reshape: ' || len(${items}) || ' values do not fill [${[first, ...rest].join(", ")}]') END`;
};

const searchSortedAll: OfLists = (l, { args, options }, scope, list) => {
  const sought = args[1] as Typed;
  const values = sought.shape === "scalar" ? `[${scope.sql(sought, scope)}]` : list(sought);
  const right = options.side === "right";
  const test = `__w ${options.descending === true ? ">" : "<"}${right ? "=" : ""} __v`;
  const present = `len(list_filter(${l}, lambda w: w IS NOT NULL))`;
  const nulls = `(len(${l}) - ${present})`;
  const nullsFirst = `list_extract(${l}, 1) IS NULL`;
  const before = `len(list_filter(${l}, lambda __w: coalesce(${test}, false)))`;
  return `list_transform(${values}, lambda __v: CAST(CASE WHEN __v IS NULL THEN ${right ? nulls : "0"} + CASE WHEN ${nullsFirst} THEN 0 ELSE ${present} END ELSE ${before} + CASE WHEN ${nullsFirst} THEN ${nulls} ELSE 0 END END AS UINTEGER))`;
};

/** What has a length of its own, as lists. */
export const REARRANGED: Partial<Record<string, OfLists>> = {
  append: (l, e, scope, list) => {
    const other = e.args[1] as Typed;
    return `list_concat(${l}, ${other.shape === "scalar" ? `[${scope.sql(other, scope)}]` : list(other)})`;
  },
  argUnique: (l) => ofDifferent(l, "(f - 1)::UINTEGER"),
  uniqueCounts: (l) => ofDifferent(l, "n::UINTEGER"),
  valueCounts,
  rle: (l) => ofRuns(l, "struct_pack(len := n::UINTEGER, value := v)"),
  reshape,
  searchSortedAll,
  extendConstant: (l, { args, type, options }, scope) => {
    const value = args[1] as Typed;
    const x = scope.sql(value, scope);
    const one = sameType(value.type, type) ? x : (castSql(x, value.type, type, false) ?? x);
    return `list_concat(${l}, list_transform(range(${Number(options.n)}), lambda __i: ${one}))`;
  },
  argTrue: (l) => places(l, `coalesce(list_extract(${l}, __i + 1), false)`),
  dropNans: (l, e) => (isFloat(e.type) ? `list_filter(${l}, lambda v: v IS NULL OR NOT isnan(v))` : l),
  gatherEvery: (l, { options }) =>
    `list_transform(range(${Number(options.offset ?? 0)}, len(${l}), ${Number(options.n)}), lambda __i: list_extract(${l}, __i + 1))`,
};

const todo = missing("ours", "it is not written in SQL yet");
const UNREACHED: FunctionSql = (_, c) => {
  throw new PolaroidError("INTERNAL", `${c.fn} has a length of its own and is compiled as a list`);
};

export const REARRANGE: Rules<RearrangeName, FunctionSql> = {
  append: UNREACHED,
  argTrue: UNREACHED,
  argUnique: UNREACHED,
  dropNans: UNREACHED,
  extendConstant: UNREACHED,
  gatherEvery: UNREACHED,
  hist: todo,
  reshape: UNREACHED,
  rle: UNREACHED,
  searchSortedAll: UNREACHED,
  uniqueCounts: UNREACHED,
  valueCounts: UNREACHED,
  mapBatches: missing("never", "JavaScript functions run in our own engine alone"),
};

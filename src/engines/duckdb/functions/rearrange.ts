import { isFloat } from "../../../arrow/type-info.ts";
import { PolaroidError } from "../../../core/error.ts";
import { missing, type Rules } from "../../../engine/rules.ts";
import type { RearrangeName } from "../../../expr/functions/rearrange.ts";
import type { Typed, TypedCall } from "../../../expr/typed.ts";
import type { FunctionSql, Scope } from "../scope.ts";

type OfLists = (l: string, e: TypedCall, scope: Scope, list: (e: Typed) => string) => string;

const places = (l: string, test: string): string =>
  `list_transform(list_filter(range(len(${l})), lambda i: ${test}), lambda i: i::UINTEGER)`;

/** What has a length of its own, as lists. */
export const REARRANGED: Partial<Record<string, OfLists>> = {
  append: (l, e, scope, list) => {
    const other = e.args[1] as Typed;
    return `list_concat(${l}, ${other.shape === "scalar" ? `[${scope.sql(other, scope)}]` : list(other)})`;
  },
  argTrue: (l) => places(l, `coalesce(list_extract(${l}, i + 1), false)`),
  dropNans: (l, e) => (isFloat(e.type) ? `list_filter(${l}, lambda v: v IS NULL OR NOT isnan(v))` : l),
  gatherEvery: (l, { options }) =>
    `list_transform(range(${Number(options.offset ?? 0)}, len(${l}), ${Number(options.n)}), lambda i: list_extract(${l}, i + 1))`,
};

const todo = missing("ours", "it is not written in SQL yet");
const UNREACHED: FunctionSql = (_, c) => {
  throw new PolaroidError("INTERNAL", `${c.fn} has a length of its own and is compiled as a list`);
};

export const REARRANGE: Rules<RearrangeName, FunctionSql> = {
  append: UNREACHED,
  argTrue: UNREACHED,
  argUnique: todo,
  dropNans: UNREACHED,
  extendConstant: todo,
  gatherEvery: UNREACHED,
  hist: todo,
  reshape: todo,
  rle: todo,
  searchSortedAll: todo,
  uniqueCounts: todo,
  valueCounts: todo,
  mapBatches: missing("never", "JavaScript functions run in our own engine alone"),
};

import { isFloat } from "../../arrow/type-info.ts";
import { Bool, type DataType, Float64, UInt32 } from "../../arrow/types.ts";
import type { Typed, TypedCall, TypedKey, TypedOver } from "../../expr/typed.ts";

/** What an inner aggregate runs over: the groups around it. */
export interface Around {
  readonly partitionBy: readonly Typed[];
  readonly orderBy: readonly TypedKey[];
}

const call = (
  fn: string,
  args: readonly Typed[],
  type: DataType,
  shape: Typed["shape"] = "rows",
  options: TypedCall["options"] = {},
): TypedCall => ({ kind: "call", fn, args, options, type, nullable: true, shape, elementwise: false });

/** The number of a run: how often a value differed from the one before; the first one differs from nothing. */
function rleId(e: TypedCall): Typed {
  const [x] = e.args as readonly [Typed];
  const changed = call("neMissing", [x, call("shift", [x], x.type, "rows", { n: 1 })], Bool);
  const one: Typed = { ...call("sum", [changed], UInt32), fn: "cumSum" };
  return call("sub", [one, call("first", [one], UInt32)], UInt32);
}

/** How often the value of a row occurs. */
const occurrences = (x: Typed, around: Around | null): TypedOver => ({
  kind: "over",
  input: call("len", [], UInt32, "scalar"),
  partitionBy: [...(around?.partitionBy ?? []), x],
  orderBy: [],
  type: UInt32,
  nullable: false,
  shape: "rows",
  elementwise: false,
});

/** Which rows a choice among them keeps. */
function kept(e: TypedCall, around: Around | null): Typed {
  const [x] = e.args as readonly [Typed];
  const first = (): Typed => call("isFirstDistinct", [x], Bool);
  if (e.fn === "dropNulls") return call("isNotNull", [x], Bool);
  if (e.fn === "unique") return first();
  const often = occurrences(x, around);
  return call("and", [first(), call("eq", [often, call("max", [often], UInt32, "scalar")], Bool)], Bool);
}

const TRUE: Typed = {
  kind: "lit",
  value: true,
  type: Bool,
  nullable: false,
  shape: "scalar",
  elementwise: true,
} as Typed;

/** What a call needs to know of all rows, as a further argument that is computed before. */
function known(e: TypedCall): Typed | null {
  if (e.options[KNOWN] === true) return null;
  const [x] = e.args as readonly [Typed];
  if (e.fn === "argSort" || e.fn === "argSortBy") return call("cumCount", [{ ...TRUE, shape: "rows" }], UInt32);
  if (e.fn !== "qcut") return null;
  return isFloat(x.type)
    ? call("sum", [call("isNotNan", [x], Bool)], UInt32, "scalar")
    : call("count", [x], UInt32, "scalar");
}
export const KNOWN = "known";

/** A correlation of ranks, which are among the rows where neither is null. */
function ofRanks(e: TypedCall): Typed {
  const [a, b] = e.args as readonly [Typed, Typed];
  const both = call("and", [call("isNotNull", [a], Bool), call("isNotNull", [b], Bool)], Bool);
  const rank = (x: Typed): Typed => {
    const none = { ...TRUE, value: null, type: x.type, nullable: true } as Typed;
    return call("rank", [call("when", [both, x, none], x.type)], Float64, "rows", { method: "average" });
  };
  return { ...e, args: [rank(a), rank(b)], options: { ...e.options, method: "pearson" } };
}

/** Whether a call is a choice among rows. */
export const isChoice = (e: Typed | undefined): e is TypedCall =>
  e?.kind === "call" &&
  (e.fn === "filter" || (["dropNulls", "unique", "mode"].includes(e.fn) && e.args[0]?.shape === "rows"));

/** A call that SQL has not, by calls that it has. */
export function plainer(e: Typed, around: Around | null): Typed {
  if (e.kind !== "call") return e;
  if (e.fn === "rleId") return rleId(e);
  if (e.fn === "corr" && e.options["method"] === "spearman") return ofRanks(e);
  const more = known(e);
  if (more !== null) return { ...e, args: [...e.args, more], options: { ...e.options, [KNOWN]: true } };
  if (e.fn === "filter" || !isChoice(e)) return e;
  return call("filter", [e.args[0] as Typed, kept(e, around)], e.type, "free");
}

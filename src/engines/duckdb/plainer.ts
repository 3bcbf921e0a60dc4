import { Bool, type DataType, UInt32 } from "../../arrow/types.ts";
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

/** Whether a call is a choice among rows. */
export const isChoice = (e: Typed | undefined): e is TypedCall =>
  e?.kind === "call" &&
  (e.fn === "filter" || (["dropNulls", "unique", "mode"].includes(e.fn) && e.args[0]?.shape === "rows"));

/** A call that SQL has not, by calls that it has. */
export function plainer(e: Typed, around: Around | null): Typed {
  if (e.kind !== "call") return e;
  if (e.fn === "rleId") return rleId(e);
  if (e.fn === "filter" || !isChoice(e)) return e;
  return call("filter", [e.args[0] as Typed, kept(e, around)], e.type, "free");
}

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

/** The values that occur as often as any. */
function mode(e: TypedCall, around: Around | null): Typed {
  const [x] = e.args as readonly [Typed];
  const often: TypedOver = {
    kind: "over",
    input: call("len", [], UInt32, "scalar"),
    partitionBy: [...(around?.partitionBy ?? []), x],
    orderBy: [],
    type: UInt32,
    nullable: false,
    shape: "rows",
    elementwise: false,
  };
  const most = call("eq", [often, call("max", [often], UInt32, "scalar")], Bool);
  return call("unique", [call("filter", [x, most], e.type, "free")], e.type, "free", { maintainOrder: false });
}

/** A call that SQL has not, by calls that it has. */
export function plainer(e: Typed, around: Around | null): Typed {
  if (e.kind !== "call") return e;
  if (e.fn === "rleId") return rleId(e);
  return e.fn === "mode" ? mode(e, around) : e;
}

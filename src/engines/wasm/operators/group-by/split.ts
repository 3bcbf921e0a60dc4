import { functionOf } from "../../../../expr/registry.ts";
import type { Typed, TypedCall, TypedCol } from "../../../../expr/typed.ts";

/** An aggregate that can be fed batch after batch. */
export interface Fed {
  readonly name: string;
  readonly call: TypedCall;
  readonly args: readonly Typed[];
  /** Only rows where this is true count. */
  readonly where: Typed | null;
}

/**
 * Takes the aggregates out of an expression and gives what is made of their results, one row a group; null where it needs
 * all rows of a group at once. New aggregates go to `own`; those of `known` outputs are used again.
 */
export function split(e: Typed, own: Fed[], known: readonly Fed[]): Typed | null {
  switch (e.kind) {
    case "lit":
      return e;
    case "cast": {
      const input = split(e.input, own, known);
      return input === null ? null : { ...e, input, shape: "rows", elementwise: true };
    }
    case "call": {
      const kind = functionOf(e.fn)?.kind;
      if (kind === "aggregate") return take(e, own, known);
      if (kind !== "elementwise") return null;
      const args: Typed[] = [];
      for (const a of e.args) {
        const arg = split(a, own, known);
        if (arg === null) return null;
        args.push(arg);
      }
      return { ...e, args, shape: "rows", elementwise: true };
    }
    default:
      return null;
  }
}

const perRow = (e: Typed): boolean => e.elementwise && e.shape === "rows";

function take(call: TypedCall, own: Fed[], known: readonly Fed[]): Typed | null {
  const inner = call.args[0];
  let [args, where]: [readonly Typed[], Typed | null] = [call.args, null];
  if (
    call.args.length === 1 &&
    inner?.kind === "call" &&
    inner.fn === "filter" &&
    perRow(inner.args[0] as Typed) &&
    (inner.args[1] as Typed).elementwise
  ) {
    [args, where] = [[inner.args[0] as Typed], inner.args[1] as Typed];
  } else if (!call.args.every(perRow)) return null;
  const same = known.find((f) => f.call === call) ?? own.find((f) => f.call === call);
  const name = same?.name ?? `aggregate ${known.length + own.length}`;
  if (same === undefined) own.push({ name, call, args, where });
  const out: TypedCol = {
    kind: "col",
    name,
    type: call.type,
    nullable: call.nullable,
    shape: "rows",
    elementwise: true,
  };
  return out;
}

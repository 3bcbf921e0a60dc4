import { badArgument, settings, textsArgument } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { type BySchema, bySchema } from "../../plan/by-schema.ts";
import type { Plan } from "../../plan/node.ts";
import { type UpdateOptions, updated } from "../../plan/update.ts";
import { planOf } from "../plan-of.ts";

type Keys = string | readonly string[];
/** Which rows belong together, and what becomes of the others. */
export interface UpdateArguments {
  readonly on?: Keys;
  readonly leftOn?: Keys;
  readonly rightOn?: Keys;
  readonly how?: "left" | "inner" | "full";
  /** Whether nulls of the other frame take the place of values. */
  readonly includeNulls?: boolean;
}
type Given = Readonly<Record<"on" | "leftOn" | "rightOn", Keys | null>> & Pick<UpdateOptions, "how" | "includeNulls">;
const UPDATE: Given = Object.freeze({ on: null, leftOn: null, rightOn: null, how: "left", includeNulls: false });

/** The rows of a plan with those of another frame in their place. */
export function updating(left: Plan, other: unknown, options: unknown): BySchema {
  const { on, leftOn, rightOn, how, includeNulls } = settings("update", UPDATE, options);
  if (!["left", "inner", "full"].includes(how)) throw badArgument("how of update", how, "left, inner or full");
  if ((leftOn === null) !== (rightOn === null) || (on !== null && leftOn !== null))
    throw new PolaroidError("INVALID_ARGUMENT", "update takes `on`, or `leftOn` and `rightOn`, or none of them");
  const keys = (k: Keys | null): readonly string[] | null =>
    k === null ? null : textsArgument([k].flat() as string[], "on of update");
  const by = { leftOn: keys(on ?? leftOn), rightOn: keys(on ?? rightOn), how, includeNulls };
  if (by.leftOn?.length !== by.rightOn?.length)
    throw new PolaroidError("INVALID_ARGUMENT", "leftOn and rightOn of update have as many columns");
  return bySchema("update", [left, planOf(other, "update")], ([a, b]) => updated(a as Plan, b as Plan, by), by);
}

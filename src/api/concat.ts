import { badArgument, settings } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { executeSync } from "../engines/wasm/engine.ts";
import { type ConcatHow, concat, frameOf, type Plan } from "../plan/node.ts";
import { resolveNode } from "../plan/resolve.ts";
import { schemaOf } from "../plan/schema.ts";
import { type AlignHow, aligned, isAlign } from "./align.ts";
import { DataFrame } from "./data-frame.ts";
import { frameArgument } from "./frame-argument.ts";
import { LazyFrame } from "./lazy-frame.ts";
import { planOf } from "./plan-of.ts";

export function concatFrames(frames: readonly DataFrame[], how: ConcatHow | AlignHow, where: string): DataFrame {
  const plans = frames.map((f) => frameArgument(f, where).plan);
  const resolved = resolveNode(isAlign(how) ? aligned(plans, how) : concat(plans, how));
  return DataFrame.of(frameOf(schemaOf(resolved), executeSync(resolved)));
}

const VERTICAL: { readonly how: ConcatHow | AlignHow } = Object.freeze({ how: "vertical" });

/** Below each other, frames stay as they are; other ways make columns that only the run knows. */
type Concatenated<F, O> = O extends { readonly how: Exclude<ConcatHow | AlignHow, "vertical"> }
  ? F extends DataFrame
    ? DataFrame
    : LazyFrame
  : F;

/**
 * Frames one below the other ("vertical", with all columns of any "diagonal") or side by side ("horizontal"; of unequal heights
 * "horizontalExtend", filled up with nulls).
 * The `Relaxed` forms cast to common types. The `align` forms put frames side by side whose rows have equal values in the columns that
 * all have, in order of these; what a frame lacks is null. Errors: `SCHEMA_MISMATCH`, `SHAPE_MISMATCH`, `DUPLICATE_COLUMN`.
 * @example concat([january, february], { how: "verticalRelaxed" })
 */
export function concatAll<
  F extends DataFrame | LazyFrame,
  const O extends { readonly how?: ConcatHow | AlignHow } = {},
>(frames: readonly F[], options?: O): Concatenated<F, O> {
  const { how } = settings<{ readonly how: ConcatHow | AlignHow }>("concat", VERTICAL, options);
  if (!Array.isArray(frames)) throw badArgument("what concat is given", frames, "a list of frames");
  if (frames.length === 0) throw new PolaroidError("INVALID_ARGUMENT", "concat needs at least one frame");
  if (frames.every((f) => f instanceof DataFrame))
    return concatFrames(frames as readonly DataFrame[], how, "concat") as Concatenated<F, O>;
  const plans: Plan[] = frames.map((f) => planOf(f, "concat"));
  return new LazyFrame(isAlign(how) ? aligned(plans, how) : concat(plans, how)) as Concatenated<F, O>;
}

import { badArgument, settings } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { executeSync } from "../engines/wasm/engine.ts";
import { type ConcatHow, concat, frameOf, type Plan } from "../plan/node.ts";
import { resolveNode } from "../plan/resolve.ts";
import { schemaOf } from "../plan/schema.ts";
import { DataFrame } from "./data-frame.ts";
import { frameArgument } from "./frame-argument.ts";
import { LazyFrame } from "./lazy-frame.ts";
import { planOf } from "./plan-of.ts";

export function concatFrames(frames: readonly DataFrame[], how: ConcatHow, where: string): DataFrame {
  const resolved = resolveNode(
    concat(
      frames.map((f) => frameArgument(f, where).plan),
      how,
    ),
  );
  return DataFrame.of(frameOf(schemaOf(resolved), executeSync(resolved)));
}

const VERTICAL: { readonly how: ConcatHow } = Object.freeze({ how: "vertical" });

/** Below each other, frames stay as they are; other ways make columns that only the run knows. */
type Concatenated<F, O> = O extends { readonly how: Exclude<ConcatHow, "vertical"> }
  ? F extends DataFrame
    ? DataFrame
    : LazyFrame
  : F;

/**
 * Frames one below the other ("vertical", with all columns of any "diagonal") or side by side ("horizontal"; of unequal heights
 * "horizontalExtend", filled up with nulls).
 * The `Relaxed` forms cast to common types. Errors: `SCHEMA_MISMATCH`, `SHAPE_MISMATCH`.
 * @example concat([january, february], { how: "verticalRelaxed" })
 */
export function concatAll<F extends DataFrame | LazyFrame, const O extends { readonly how?: ConcatHow } = {}>(
  frames: readonly F[],
  options?: O,
): Concatenated<F, O> {
  const { how } = settings<{ readonly how: ConcatHow }>("concat", VERTICAL, options);
  if (!Array.isArray(frames)) throw badArgument("what concat is given", frames, "a list of frames");
  if (frames.length === 0) throw new PolaroidError("INVALID_ARGUMENT", "concat needs at least one frame");
  if (frames.every((f) => f instanceof DataFrame))
    return concatFrames(frames as readonly DataFrame[], how, "concat") as Concatenated<F, O>;
  const plans: Plan[] = frames.map((f) => planOf(f, "concat"));
  return new LazyFrame(concat(plans, how)) as Concatenated<F, O>;
}

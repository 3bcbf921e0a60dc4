import { orThrow } from "../../core/result.ts";
import { sharedFrame } from "../../engines/wasm/parallel/share.ts";
import { planToJson } from "../../plan/json.ts";
import type { Frame, Plan } from "../../plan/node.ts";

/** A plan as text in which frames are numbers. */
export interface Travelling {
  readonly text: string;
  readonly frames: readonly Frame[];
}

const copies = new WeakMap<Frame, Frame>();

/** A frame that other threads read without copies, the same one each time. */
export function shareable(f: Frame): Frame {
  const known = copies.get(f);
  if (known !== undefined) return known;
  const copy = sharedFrame(f);
  copies.set(f, copy);
  return copy;
}

/** The number by which threads know a frame. */
export const sharedId = (f: Frame): number => (copies.get(f) ?? f).id;

const written = new WeakMap<Plan, Travelling>();

/** A plan on its way to a thread. What cannot leave this one is `NOT_SERIALISABLE`. */
export function travelling(plan: Plan): Travelling {
  const known = written.get(plan);
  if (known !== undefined) return known;
  const frames = new Set<Frame>();
  const encodeFrame = (f: Frame): string => {
    const copy = shareable(f);
    frames.add(copy);
    return String(copy.id);
  };
  const text = JSON.stringify(orThrow(planToJson(plan, { encodeFrame })));
  const made = { text, frames: [...frames] };
  written.set(plan, made);
  return made;
}

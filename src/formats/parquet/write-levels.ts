import { further } from "../../kernels/further.ts";
import { kernels } from "../../kernels/memory.ts";
import { levelWidth } from "./levels.ts";
import type { Shredded } from "./shred.ts";

/** One stream of levels behind its length; gives where it ends. */
function stream(at: number, body: (at: number) => number): number {
  const end = body(at + 4);
  new DataView(kernels.u8.buffer).setUint32(at, end - at - 4, true);
  return end;
}

function head(at: number, value: number): number {
  const { u8 } = kernels;
  let p = at;
  let v = value;
  for (; v >= 128; v >>>= 7) u8[p++] = (v & 127) | 128;
  u8[p++] = v;
  return p;
}

function hybrid(levels: Uint8Array, max: number, at: number): number {
  const mark = kernels.mark();
  const codes = kernels.push(levels.length * 4 + 32);
  kernels.views.u32.set(levels, codes >> 2);
  const end = at + (further.pqHybrid(codes, levels.length, levelWidth(max), at) >>> 0);
  kernels.reset(mark);
  return end;
}

/** Room for the levels of entries. */
export const levelRoom = (entries: number): number => 64 + entries * 3;

/** Writes the levels of entries [from, to) at `at`; gives where they end. Flat pages begin at multiples of 8. */
export function putLevels(s: Shredded, from: number, to: number, at: number): number {
  const { leaf, def, rep, validity } = s;
  let end = at;
  if (rep !== null && leaf.rep > 0) end = stream(end, (p) => hybrid(rep.subarray(from, to), leaf.rep, p));
  if (def !== null) return stream(end, (p) => hybrid(def.subarray(from, to), leaf.def, p));
  return stream(end, (p) => {
    const entries = to - from;
    if (validity === null) {
      const q = head(p, entries * 2);
      kernels.u8[q] = 1;
      return q + 1;
    }
    const groups = (entries + 7) >> 3;
    const q = head(p, groups * 2 + 1);
    kernels.u8.set(validity.subarray(from >> 3, (from >> 3) + groups), q);
    return q + groups;
  });
}

import { kernels } from "../../../kernels/memory.ts";
import type { SortKey } from "./key.ts";
import { identity } from "./merge-sort.ts";
import { nullPart, type Part, partsOf } from "./parts.ts";

const KEY_BITS = 96;

/** A part in the kernels' memory, with how its values become bits. */
interface Placed {
  readonly part: Part;
  readonly values: number;
  readonly validity: number;
  readonly how: number;
  readonly bits: number;
}

const ALL = 0xffffffff;

/** Bounds of a part's values: null where they and the nulls do not fit 64 bits together. */
function place(part: Part, length: number): Placed | null {
  const { k } = kernels;
  const values = kernels.put(part.values) + part.offset;
  const validity = part.validity === null ? 0 : kernels.put(part.validity);
  const how = kernels.push(32);
  k.sortBounds(part.kind, values, part.stride, validity, length, how);
  // 64-bit numbers as two words each: from, flip, bias, nothing, as `sortEncode` wants them.
  const at = how >>> 2;
  const words = kernels.views.u32.subarray(at, at + 8);
  const [low, lowTop] = [words[0] as number, words[1] as number];
  const [high, highTop] = [words[2] as number, words[3] as number];
  let span = (high - low) >>> 0;
  let spanTop = (highTop - lowTop - (high < low ? 1 : 0)) >>> 0;
  const marked = part.validity !== null && part.nulls !== "any";
  if (marked) {
    if (span === ALL && spanTop === ALL) return null;
    span = (span + 1) >>> 0;
    if (span === 0) spanTop++;
  }
  const last = marked && part.nulls === "last";
  words[0] = part.descending ? high + 1 : low;
  words[1] = part.descending ? highTop + (high === ALL ? 1 : 0) : lowTop;
  words.fill(part.descending ? ALL : 0, 2, 4);
  words[4] = marked && !last ? 1 : 0;
  words[5] = 0;
  words[6] = last ? span : 0;
  words[7] = last ? spanTop : 0;
  const bits = spanTop === 0 ? 32 - Math.clz32(span) : 64 - Math.clz32(spanTop);
  return { part, values, validity, how, bits };
}

function placeKey(key: SortKey, length: number): Placed[] {
  return partsOf(key).flatMap((part) => {
    const placed = place(part, length);
    if (placed !== null) return [placed];
    return [nullPart(key), { ...part, nulls: "any" as const }].map((p) => place(p, length) as Placed);
  });
}

/** Parts in as few sort keys as they fit, each constant part left out. */
function packed(parts: readonly Placed[]): Placed[][] {
  const out: Placed[][] = [];
  let room = 0;
  for (const p of parts) {
    if (p.bits === 0) continue;
    if (p.bits > room) {
      out.push([]);
      room = KEY_BITS;
    }
    room -= p.bits;
    out[out.length - 1]?.push(p);
  }
  return out;
}

/** The rows in the order of the keys, by radix sort of normalised keys; several 96-bit keys are sorted by the last one first. */
export function radixRows(keys: readonly SortKey[], length: number): Int32Array {
  const { k } = kernels;
  const mark = kernels.mark();
  try {
    const rounds = packed(keys.flatMap((key) => placeKey(key, length)));
    if (rounds.length === 0) return identity(length);
    const scratch = kernels.push(1 << 18);
    const entries = kernels.push(length * 16);
    const spare = kernels.push(length * 16);
    const rows = [kernels.push(length * 4), rounds.length > 1 ? kernels.push(length * 4) : 0] as const;
    let [from, to] = [0, rows[0]];
    for (const round of rounds.reverse()) {
      let shift = KEY_BITS;
      for (const [i, p] of round.entries()) {
        shift -= p.bits;
        k.sortEncode(
          p.part.kind,
          p.values,
          p.part.stride,
          p.validity,
          length,
          from,
          p.how,
          shift,
          i === 0 ? 1 : 0,
          entries,
        );
      }
      const sorted = k.sortEntries(entries, spare, length, scratch) === 1 ? spare : entries;
      k.sortRowsOf(sorted, length, from, to);
      [from, to] = [to, to === rows[0] ? rows[1] : rows[0]];
    }
    const out = new Int32Array(length);
    kernels.read(from, out);
    return out;
  } finally {
    kernels.reset(mark);
  }
}

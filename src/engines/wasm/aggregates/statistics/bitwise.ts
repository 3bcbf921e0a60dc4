import { bitmapBytes, getBit, setBit } from "../../../../arrow/bitmap.ts";
import { boolColumn, type Column, fixedColumn, isValid, type Numbers } from "../../../../arrow/column.ts";
import { allocate } from "../../../../arrow/layout.ts";
import type { OfGroups } from "./collected.ts";

type Join = (a: number, b: number) => number;

/** Numbers as words that bits are joined in, and how many a row has. */
function wordsOf(c: Column): readonly [Numbers, number] {
  if (c.layout === "bool") return [Uint8Array.from({ length: c.length }, (_, i) => getBit(c.bits, i)), 1];
  if (c.layout !== "fixed") return [new Uint8Array(c.length), 1];
  const { values } = c;
  return values instanceof BigInt64Array || values instanceof BigUint64Array
    ? [new Int32Array(values.buffer, values.byteOffset, 2 * values.length), 2]
    : [values, 1];
}

/** All values of a group joined bit by bit; null of none. */
export const joined =
  (join: Join): OfGroups =>
  ([column], starts, { type }) => {
    const c = column as Column;
    const [words, step] = wordsOf(c);
    const groups = starts.length - 1;
    const out = type.id === "Bool" ? new Uint8Array(groups) : allocate(type, groups);
    const into = (step === 2 ? new Int32Array(out.buffer, out.byteOffset, 2 * groups) : out) as Numbers;
    const valid = new Uint8Array(bitmapBytes(groups));
    let nulls = groups;
    for (let g = 0; g < groups; g++) {
      let first = true;
      for (let i = starts[g] as number; i < (starts[g + 1] as number); i++) {
        if (!isValid(c, i)) continue;
        for (let w = 0; w < step; w++) {
          const v = words[i * step + w] as number;
          const at = g * step + w;
          into[at] = first ? v : join(into[at] as number, v);
        }
        first = false;
      }
      if (first) continue;
      setBit(valid, g);
      nulls--;
    }
    if (type.id !== "Bool") return fixedColumn(type, groups, out, valid, nulls);
    const bits = new Uint8Array(bitmapBytes(groups));
    for (let g = 0; g < groups; g++) if (into[g] === 1) setBit(bits, g);
    return boolColumn(type, groups, bits, valid, nulls);
  };

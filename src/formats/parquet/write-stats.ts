import { countBits } from "../../arrow/bitmap.ts";
import { further } from "../../kernels/further.ts";
import { kernels } from "../../kernels/memory.ts";
import { INT32 } from "./metadata.ts";
import type { Stored } from "./stored.ts";
import { type ThriftWriter, thrift } from "./thrift-write.ts";
import type { WriteLeaf } from "./write-schema.ts";

export interface Bounds {
  readonly min: Uint8Array;
  readonly max: Uint8Array;
  readonly minExact: boolean;
  readonly maxExact: boolean;
}

const TEXT = 64;
const SIGN = 0x80;

function numbers(leaf: WriteLeaf, s: Stored & { kind: "fixed" }): Bounds | null {
  const src = kernels.put(s.bytes);
  const out = kernels.push(16);
  const { id } = leaf.type;
  if (id === "Float64" || id === "Float32") {
    const numbers =
      id === "Float64" ? further.pqBoundsF64(src, s.length, out) : further.pqBoundsF32(src, s.length, out);
    if (numbers === 0) return null;
    const view = new DataView(kernels.u8.buffer);
    // Zero has two signs: bounds take the one that includes both.
    if (id === "Float64") {
      if (view.getFloat64(out, true) === 0) view.setFloat64(out, -0, true);
      if (view.getFloat64(out + 8, true) === 0) view.setFloat64(out + 8, 0, true);
    } else {
      if (view.getFloat32(out, true) === 0) view.setFloat32(out, -0, true);
      if (view.getFloat32(out + 8, true) === 0) view.setFloat32(out + 8, 0, true);
    }
  } else {
    const unsigned = id.startsWith("UInt");
    if (leaf.physical === INT32) (unsigned ? further.pqBoundsU32 : further.pqBoundsI32)(src, s.length, out);
    else (unsigned ? further.pqBoundsU64 : further.pqBoundsI64)(src, s.length, out);
  }
  const { u8 } = kernels;
  return exact(u8.slice(out, out + s.width), u8.slice(out + 8, out + 8 + s.width));
}

const exact = (min: Uint8Array, max: Uint8Array): Bounds => ({ min, max, minExact: true, maxExact: true });

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
  return a.length - b.length;
}

/** Big-endian signed integers of 16 bytes: the sign's bit turned, they compare as bytes. */
function decimals(s: Stored & { kind: "fixed" }): Bounds {
  const flip = (i: number): Uint8Array => {
    const out = s.bytes.slice(i * s.width, (i + 1) * s.width);
    out[0] = (out[0] as number) ^ SIGN;
    return out;
  };
  let min = flip(0);
  let max = min;
  for (let i = 1; i < s.length; i++) {
    const v = flip(i);
    if (compareBytes(v, min) < 0) min = v;
    else if (compareBytes(v, max) > 0) max = v;
  }
  const back = (v: Uint8Array): Uint8Array => {
    const out = v.slice();
    out[0] = (out[0] as number) ^ SIGN;
    return out;
  };
  return exact(back(min), back(max));
}

/** The longest prefix of whole characters (for text) within a limit. */
function prefix(v: Uint8Array, text: boolean): Uint8Array {
  let end = TEXT;
  if (text) while (end > 0 && ((v[end] as number) & 0xc0) === 0x80) end--;
  return v.slice(0, end);
}

/** The least value of at most that length that is above all that begin with it; null where there is none. */
function above(v: Uint8Array, text: boolean): Uint8Array | null {
  const out = prefix(v, text);
  for (let i = out.length - 1; i >= 0; i--) {
    const b = out[i] as number;
    // Text stays text: only ASCII is counted up.
    if (text ? b < 0x7f : b < 0xff) {
      out[i] = b + 1;
      return out.slice(0, i + 1);
    }
  }
  return null;
}

function texts(leaf: WriteLeaf, s: Stored & { kind: "bytes" }): Bounds | null {
  const { column: c, length: n } = s;
  const isText = leaf.type.id !== "Binary";
  const from = c.offsets[0] as number;
  const data = kernels.put(c.data.subarray(from, c.offsets[n] as number)) - from;
  const offsets = kernels.put(c.offsets.subarray(0, n + 1));
  const out = kernels.push(8);
  further.pqBoundsBytes(offsets, n, data, out);
  const at = (i: number): Uint8Array => c.data.slice(c.offsets[i] as number, c.offsets[i + 1] as number);
  const { i32 } = kernels.views;
  const least = at(i32[out >> 2] as number);
  const most = at(i32[(out >> 2) + 1] as number);
  const minExact = least.length <= TEXT;
  const maxExact = most.length <= TEXT;
  const max = maxExact ? most : above(most, isText);
  return max === null ? null : { min: minExact ? least : prefix(least, isText), max, minExact, maxExact };
}

function bits(s: Stored & { kind: "bits" }): Bounds {
  const ones = countBits(s.bits, s.length);
  return exact(Uint8Array.of(ones === s.length ? 1 : 0), Uint8Array.of(ones > 0 ? 1 : 0));
}

/** The least and greatest of a chunk's values (or of its dictionary's entries); null where there are none. */
export function boundsOf(leaf: WriteLeaf, s: Stored): Bounds | null {
  if (s.length === 0) return null;
  const mark = kernels.mark();
  try {
    switch (s.kind) {
      case "bits":
        return bits(s);
      case "bytes":
        return texts(leaf, s);
      case "fixed":
        return s.width === 16 ? decimals(s) : numbers(leaf, s);
      case "dict":
        return null;
    }
  } finally {
    kernels.reset(mark);
  }
}

export function statisticsOf(bounds: Bounds | null, nulls: number, distinct: number | null): ThriftWriter {
  const out = thrift().i64(3, nulls);
  if (distinct !== null) out.i64(4, distinct);
  if (bounds !== null)
    out.binary(5, bounds.max).binary(6, bounds.min).bool(7, bounds.maxExact).bool(8, bounds.minExact);
  return out;
}

import { PolaroidError } from "../../core/error.ts";
import { kernels } from "../../kernels/memory.ts";
import { unknownEncoding } from "./decode.ts";
import * as e from "./sink.ts";
import { corrupt } from "./thrift.ts";

/** Dense byte values in linear memory: n + 1 offsets from 0, and the bytes. */
export interface Bytes {
  readonly offsets: number;
  readonly data: number;
  readonly size: number;
}

const MAX = 0x7fffffff;
// A prefix can be repeated for a few bits: what it may blow a page up to is bounded.
const PREFIX_RATIO = 1024;
const PREFIX_FREE = 1 << 26;

function lengths(src: number, end: number, n: number, path: string): { at: number; next: number } {
  const at = kernels.push(n * 4);
  const next = kernels.k.pqDelta(src, end, n, 0, at) >>> 0;
  if (next === 0) throw corrupt(`a page of column "${path}" has broken lengths`);
  return { at, next };
}

/** Decodes n byte values of any encoding but the dictionary's; `width` is 0 where lengths vary. */
export function decodeBytes(encoding: number, src: number, end: number, n: number, width: number, path: string): Bytes {
  const short = (): PolaroidError => corrupt(`a page of column "${path}" ends within its values`);
  if (n >= 1 << 28) throw corrupt(`a page of column "${path}" promises ${n} values`);
  const offsets = kernels.push((n + 1) * 4);
  if (width > 0 && (encoding === e.PLAIN || encoding === e.BYTE_STREAM_SPLIT)) {
    const size = n * width;
    if (size > end - src) throw short();
    kernels.k.pqEvenOffsets(n, width, offsets);
    if (encoding === e.PLAIN) return { offsets, data: src, size };
    const data = kernels.push(size);
    kernels.k.pqUnsplit(src, n, width, data);
    return { offsets, data, size };
  }
  switch (encoding) {
    case e.PLAIN: {
      if (n * 4 > end - src) throw short();
      const data = kernels.push(end - src);
      const size = kernels.k.pqPlainBytes(src, end, n, offsets, data);
      if (size < 0) throw short();
      return { offsets, data, size };
    }
    case e.DELTA_LENGTH_BYTE_ARRAY: {
      const { at, next } = lengths(src, end, n, path);
      const size = kernels.k.pqLengths(at, n, Math.min(MAX, end - next), offsets);
      if (size < 0) throw short();
      return checkWidth({ offsets, data: next, size }, n, width, path);
    }
    case e.DELTA_BYTE_ARRAY: {
      const prefixes = lengths(src, end, n, path);
      const suffixes = lengths(prefixes.next, end, n, path);
      const size = kernels.k.pqPrefixSize(prefixes.at, suffixes.at, n);
      if (size < 0) throw corrupt(`a page of column "${path}" has broken prefixes`);
      if (size > Math.min(MAX, PREFIX_FREE + (end - src) * PREFIX_RATIO))
        throw new PolaroidError(
          "LIMIT_EXCEEDED",
          `a page of column "${path}" unfolds from ${end - src} to ${size} bytes`,
        );
      const data = kernels.push(size);
      if (kernels.k.pqPrefixBytes(prefixes.at, suffixes.at, n, suffixes.next, end, offsets, data) !== 0) throw short();
      return checkWidth({ offsets, data, size }, n, width, path);
    }
    default:
      throw unknownEncoding(encoding, path);
  }
}

function checkWidth(bytes: Bytes, n: number, width: number, path: string): Bytes {
  if (width === 0) return bytes;
  const { i32 } = kernels.views;
  for (let i = 0; i <= n; i++)
    if (i32[(bytes.offsets >> 2) + i] !== i * width)
      throw corrupt(`column "${path}" has a value that is not ${width} bytes long`);
  return bytes;
}

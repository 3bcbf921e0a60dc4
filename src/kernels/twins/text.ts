/** Plain forms of the text kernels; bit i of a result is row i. */

function sameAt(data: Uint8Array, at: number, needle: Uint8Array): boolean {
  for (let k = 0; k < needle.length; k++) if (data[at + k] !== needle[k]) return false;
  return true;
}

export function textContains(offsets: Int32Array, n: number, data: Uint8Array, needle: Uint8Array): Uint8Array {
  const out = new Uint8Array((n + 7) >> 3);
  const first = needle[0];
  for (let i = 0; i < n; i++) {
    const last = (offsets[i + 1] as number) - needle.length;
    for (let at = offsets[i] as number; at <= last; at++) {
      if (data[at] === first && sameAt(data, at, needle)) {
        out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
        break;
      }
    }
  }
  return out;
}

export function textAffix(
  offsets: Int32Array,
  n: number,
  data: Uint8Array,
  needle: Uint8Array,
  ends: boolean,
): Uint8Array {
  const out = new Uint8Array((n + 7) >> 3);
  for (let i = 0; i < n; i++) {
    const start = offsets[i] as number;
    const end = offsets[i + 1] as number;
    if (end - start >= needle.length && sameAt(data, ends ? end - needle.length : start, needle))
      out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
  }
  return out;
}

export function textEquals(offsets: Int32Array, n: number, data: Uint8Array, needle: Uint8Array): Uint8Array {
  const out = new Uint8Array((n + 7) >> 3);
  for (let i = 0; i < n; i++) {
    const start = offsets[i] as number;
    if ((offsets[i + 1] as number) - start === needle.length && sameAt(data, start, needle))
      out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
  }
  return out;
}

export function textIsAscii(data: Uint8Array): boolean {
  for (let i = 0; i < data.length; i++) if ((data[i] as number) > 127) return false;
  return true;
}

export function textFlipCase(data: Uint8Array, low: number): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const c = data[i] as number;
    out[i] = c >= low && c < low + 26 ? c ^ 32 : c;
  }
  return out;
}

export function textLenChars(offsets: Int32Array, n: number, data: Uint8Array): Uint32Array {
  const out = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    let count = 0;
    for (let at = offsets[i] as number; at < (offsets[i + 1] as number); at++)
      if (((data[at] as number) & 0xc0) !== 0x80) count++;
    out[i] = count;
  }
  return out;
}

/** One text for all rows, or each row's, which codes may point to. */
export interface ConcatSource {
  readonly offsets: Int32Array;
  readonly data: Uint8Array;
  readonly codes: Int32Array | null;
  readonly one: boolean;
}

/** Twin of `textConcatOffsets` and `textConcat`: all sources of a row, one behind the other; null past 2 GiB. */
export function textConcat(
  sources: readonly ConcatSource[],
  n: number,
  validity: Uint8Array | null,
): { offsets: Int32Array; data: Uint8Array } | null {
  const offsets = new Int32Array(n + 1);
  const each = (visit: (i: number, data: Uint8Array, from: number, to: number) => void): void => {
    for (let i = 0; i < n; i++) {
      if (validity !== null && (((validity[i >> 3] as number) >> (i & 7)) & 1) === 0) continue;
      for (const s of sources) {
        const row = s.one ? 0 : s.codes === null ? i : (s.codes[i] as number);
        visit(i, s.data, s.offsets[row] as number, s.offsets[row + 1] as number);
      }
    }
  };
  const sizes = new Float64Array(n);
  each((i, _, from, to) => {
    sizes[i] = (sizes[i] as number) + to - from;
  });
  let total = 0;
  for (let i = 0; i < n; i++) {
    total += sizes[i] as number;
    if (total > 0x7fffffff) return null;
    offsets[i + 1] = total;
  }
  const out = new Uint8Array(total);
  let at = 0;
  each((_, data, from, to) => {
    if (to - from > 32) out.set(data.subarray(from, to), at);
    else for (let k = from, p = at; k < to; k++, p++) out[p] = data[k] as number;
    at += to - from;
  });
  return { offsets, data: out };
}

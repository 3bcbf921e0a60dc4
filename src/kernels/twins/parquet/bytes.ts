/** Plain forms of the kernels for byte arrays. */

export type Values = readonly Uint8Array[];

const join = (a: Uint8Array, b: Uint8Array): Uint8Array => Uint8Array.from([...a, ...b]);

/** PLAIN byte arrays; null where lengths pass the end. */
export function plainBytes(bytes: Uint8Array, n: number): Values | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out: Uint8Array[] = [];
  let at = 0;
  for (let i = 0; i < n; i++) {
    if (bytes.length - at < 4) return null;
    const size = view.getUint32(at, true);
    at += 4;
    if (size > bytes.length - at) return null;
    out.push(bytes.slice(at, at + size));
    at += size;
  }
  return out;
}

export function putBytes(values: Values): Uint8Array {
  const out: number[] = [];
  for (const v of values)
    out.push(v.length & 255, (v.length >> 8) & 255, (v.length >> 16) & 255, v.length >>> 24, ...v);
  return Uint8Array.from(out);
}

/** Values from prefix and suffix lengths; null where one does not fit. */
export function prefixBytes(
  prefixes: readonly number[],
  suffixes: readonly number[],
  bytes: Uint8Array,
): Values | null {
  const out: Uint8Array[] = [];
  let before: Uint8Array = new Uint8Array(0);
  let at = 0;
  for (let i = 0; i < prefixes.length; i++) {
    const p = prefixes[i] as number;
    const s = suffixes[i] as number;
    if (p < 0 || s < 0 || p > before.length || s > bytes.length - at) return null;
    before = join(before.subarray(0, p), bytes.subarray(at, at + s));
    at += s;
    out.push(before);
  }
  return out;
}

/** Numbers by first appearance and the rows of the distinct values; null once they pass `most`. */
export function distinct(values: Values, most: number): { codes: number[]; firsts: number[] } | null {
  const index = new Map<string, number>();
  const firsts: number[] = [];
  const codes: number[] = [];
  for (const [i, v] of values.entries()) {
    const key = v.join();
    let code = index.get(key);
    if (code === undefined) {
      if (firsts.length === most) return null;
      code = firsts.push(i) - 1;
      index.set(key, code);
    }
    codes.push(code);
  }
  return { codes, firsts };
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
  return a.length - b.length;
}

/** The least and the greatest value. */
export function boundsBytes(values: Values): { least: Uint8Array; most: Uint8Array } {
  const sorted = [...values].sort(compareBytes);
  return { least: sorted[0] as Uint8Array, most: sorted[sorted.length - 1] as Uint8Array };
}

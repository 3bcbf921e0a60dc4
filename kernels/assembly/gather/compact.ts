// Each value is written; where it does not stay, the next one takes its place.
// @ts-ignore: decorator
@inline
function one<T>(values: usize, out: usize, stays: i32): usize {
  store<T>(out, load<T>(values));
  return out + <usize>stays * sizeof<T>();
}

// @ts-ignore: decorator
@inline
function compact<T>(values: usize, bits: usize, n: i32, out: usize): void {
  const w = sizeof<T>();
  const end = bits + <usize>(n >> 3);
  for (; bits < end; ) {
    if (bits + 8 <= end && load<u64>(bits) == 0) {
      bits += 8;
      values += 64 * w;
      continue;
    }
    let b = <i32>load<u8>(bits);
    if (b == 255) {
      if (w == 1) store<u64>(out, load<u64>(values));
      else for (let k: usize = 0; k < 8 * w; k += 16) v128.store(out + k, v128.load(values + k));
      out += 8 * w;
    } else if (popcnt(b) < 3) {
      for (; b != 0; b &= b - 1) {
        store<T>(out, load<T>(values + <usize>ctz(b) * w));
        out += w;
      }
    } else {
      out = one<T>(values, out, b & 1);
      out = one<T>(values + w, out, (b >> 1) & 1);
      out = one<T>(values + 2 * w, out, (b >> 2) & 1);
      out = one<T>(values + 3 * w, out, (b >> 3) & 1);
      out = one<T>(values + 4 * w, out, (b >> 4) & 1);
      out = one<T>(values + 5 * w, out, (b >> 5) & 1);
      out = one<T>(values + 6 * w, out, (b >> 6) & 1);
      out = one<T>(values + 7 * w, out, b >> 7);
    }
    bits++;
    values += 8 * w;
  }
  for (let k = 0; k < (n & 7); k++, values += w) out = one<T>(values, out, (<i32>load<u8>(bits) >> k) & 1);
}

/** Copies the values whose bit is set, one behind the other. Writes up to one value past the last one. */
export function compact8(values: usize, bits: usize, n: i32, out: usize): void { compact<u8>(values, bits, n, out); }
export function compact16(values: usize, bits: usize, n: i32, out: usize): void { compact<u16>(values, bits, n, out); }
export function compact32(values: usize, bits: usize, n: i32, out: usize): void { compact<u32>(values, bits, n, out); }
export function compact64(values: usize, bits: usize, n: i32, out: usize): void { compact<u64>(values, bits, n, out); }
export function compact128(values: usize, bits: usize, n: i32, out: usize): void { compact<v128>(values, bits, n, out); }

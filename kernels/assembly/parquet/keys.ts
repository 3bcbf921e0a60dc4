@inline function keys<T>(values: usize, n: u32, low: i64, span: u64, bits: usize, out: usize): void {
  memory.fill(out, 0, (<usize>n + 7) >> 3);
  for (let i: u32 = 0; i < n; i++) {
    const k = <u64>(<i64>load<T>(values + (<usize>i << alignof<T>())) - low);
    if (k >= span) continue;
    const one = bits == 0 ? 1 : (<u32>load<u8>(bits + <usize>(k >> 3)) >> <u32>(k & 7)) & 1;
    const p = out + (i >> 3);
    store<u8>(p, load<u8>(p) | <u8>(one << (i & 7)));
  }
}

/** A bit for each integer: whether it is one of the `span` from `low` on, and, of these, one with a bit in `bits` (0: any). */
export function pqKeysI32(values: usize, n: u32, low: f64, span: f64, bits: usize, out: usize): void {
  keys<i32>(values, n, <i64>low, <u64>span, bits, out);
}
export function pqKeysU32(values: usize, n: u32, low: f64, span: f64, bits: usize, out: usize): void {
  keys<u32>(values, n, <i64>low, <u64>span, bits, out);
}
export function pqKeysI64(values: usize, n: u32, low: f64, span: f64, bits: usize, out: usize): void {
  keys<i64>(values, n, <i64>low, <u64>span, bits, out);
}

/** The bits of a bitmap as bytes of 0 or 1. */
export function pqBytesOfBits(bits: usize, n: u32, out: usize): void {
  for (let i: u32 = 0; i < n; i += 8) {
    const b = <u64>load<u8>(bits + (i >> 3));
    const own = (b * 0x0101010101010101) & 0x8040201008040201;
    store<u64>(out + i, ((own + 0x00406070787c7e7f) >> 7) & 0x0101010101010101);
  }
}

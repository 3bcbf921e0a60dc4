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
export function keyBitsI32(values: usize, n: u32, low: f64, span: f64, bits: usize, out: usize): void {
  keys<i32>(values, n, <i64>low, <u64>span, bits, out);
}
export function keyBitsU32(values: usize, n: u32, low: f64, span: f64, bits: usize, out: usize): void {
  keys<u32>(values, n, <i64>low, <u64>span, bits, out);
}
export function keyBitsI64(values: usize, n: u32, low: f64, span: f64, bits: usize, out: usize): void {
  keys<i64>(values, n, <i64>low, <u64>span, bits, out);
}

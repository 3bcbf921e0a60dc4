// @ts-ignore: decorator
@inline
function pick<T>(mask: usize, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void {
  for (let i = 0; i < n; i += 8, mask++) {
    const m = <i32>load<u8>(mask);
    const stop = min(8, n - i);
    for (let k = 0; k < stop; k++, a += sa, b += sb, out += sizeof<T>())
      store<T>(out, (m >> k) & 1 ? load<T>(a) : load<T>(b));
  }
}
/** Row by row a where the bit is set, else b. */
export function ewPick8(mask: usize, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { pick<u8>(mask, a, sa, b, sb, n, out); }
export function ewPick16(mask: usize, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { pick<u16>(mask, a, sa, b, sb, n, out); }
export function ewPick32(mask: usize, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { pick<u32>(mask, a, sa, b, sb, n, out); }
export function ewPick64(mask: usize, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { pick<u64>(mask, a, sa, b, sb, n, out); }
export function ewPick128(mask: usize, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void {
  for (let i = 0; i < n; i++, a += sa, b += sb, out += 16) {
    const one = (<i32>load<u8>(mask + <usize>(i >> 3)) >> (i & 7)) & 1;
    v128.store(out, v128.load(one ? a : b));
  }
}

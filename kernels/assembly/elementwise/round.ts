const ABS = 0;
const FLOOR = 1;
const CEIL = 2;
const SQRT = 3;
const ROUND = 4;
const NEG = 5;

// @ts-ignore: decorator
@inline
function lanes(op: i32, x: v128): v128 {
  if (op == ABS) return f64x2.abs(x);
  if (op == FLOOR) return f64x2.floor(x);
  if (op == CEIL) return f64x2.ceil(x);
  if (op == SQRT) return f64x2.sqrt(x);
  return op == NEG ? f64x2.neg(x) : f64x2.nearest(x);
}
// @ts-ignore: decorator
@inline
function each(op: i32, src: usize, n: i32, out: usize): void {
  for (const end = src + (<usize>n << 3); src < end; src += 16, out += 16) v128.store(out, lanes(op, v128.load(src)));
}
/** abs, floor, ceil, sqrt, round half to even, neg of Float64. */
export function ewRoundF64(op: i32, src: usize, n: i32, out: usize): void {
  if (op == ABS) each(ABS, src, n, out);
  else if (op == FLOOR) each(FLOOR, src, n, out);
  else if (op == CEIL) each(CEIL, src, n, out);
  else if (op == SQRT) each(SQRT, src, n, out);
  else if (op == NEG) each(NEG, src, n, out);
  else each(ROUND, src, n, out);
}
/** Rounded half to even at 1 / unit; as it is where that is not finite. */
export function ewRoundTo(src: usize, n: i32, unit: f64, out: usize): void {
  const m = f64x2.splat(unit);
  const inf = f64x2.splat(Infinity);
  for (const end = src + (<usize>n << 3); src < end; src += 16, out += 16) {
    const x = v128.load(src);
    const r = f64x2.div(f64x2.nearest(f64x2.mul(x, m)), m);
    v128.store(out, v128.bitselect(r, x, f64x2.lt(f64x2.abs(r), inf)));
  }
}
/** Bits of what is NaN (0), finite (1), infinite (2). */
export function ewClassF64(kind: i32, src: usize, n: i32, flip: i32, out: usize): void {
  const inf = f64x2.splat(Infinity);
  for (const end = out + <usize>((n + 7) >> 3); out < end; out++, src += 64) {
    let bits = 0;
    for (let k = 0; k < 8; k += 2) {
      const x = v128.load(src + (<usize>k << 3));
      const m = kind == 0 ? f64x2.ne(x, x) : kind == 1 ? f64x2.lt(f64x2.abs(x), inf) : f64x2.eq(f64x2.abs(x), inf);
      bits |= i64x2.bitmask(m) << k;
    }
    store<u8>(out, bits ^ flip);
  }
}

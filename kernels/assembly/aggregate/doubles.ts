import { bitsAt } from "./mask";

// For each four bits four lanes of 64: ones where the bit is not set.
const ABSENT = memory.data(512, 16);
let ready = false;

// Rows that are summed on their own, so that a long sum does not drift.
const BLOCK: i32 = 1024;

function prepare(): void {
  for (let bits = 0; bits < 16; bits++)
    for (let k = 0; k < 4; k++) store<i64>(ABSENT + (<usize>bits << 5) + (<usize>k << 3), (bits >> k) & 1 ? 0 : -1);
  ready = true;
}

/**
 * Writes the sum, the least and the greatest of the valid doubles; the last two pass NaN by, and are the infinities turned
 * round where there is no number. `valid` 0: no row is null.
 */
export function foldF64(values: usize, valid: usize, n: i32, out: usize): void {
  if (!ready) prepare();
  const zero = f64x2.splat(0);
  let sum = zero;
  let low = f64x2.splat(Infinity);
  let low2 = low;
  let high = f64x2.splat(-Infinity);
  let high2 = high;
  for (let i = 0; i < n; ) {
    const stop = min(n, i + BLOCK);
    let a = zero;
    let b = zero;
    let c = zero;
    let d = zero;
    for (; i < stop; i += 8, values += 64) {
      const bits = <usize>bitsAt(valid, i, n - i);
      const p = ABSENT + ((bits & 15) << 5);
      const q = ABSENT + ((bits >> 4) << 5);
      let absent = v128.load(p);
      let x = v128.load(values);
      a = f64x2.add(a, v128.andnot(x, absent));
      // All ones are a NaN, which gives way to any number.
      x = v128.or(x, absent);
      low = f64x2.pmin(low, x);
      high = f64x2.pmax(high, x);
      absent = v128.load(p, 16);
      x = v128.load(values, 16);
      b = f64x2.add(b, v128.andnot(x, absent));
      x = v128.or(x, absent);
      low2 = f64x2.pmin(low2, x);
      high2 = f64x2.pmax(high2, x);
      absent = v128.load(q);
      x = v128.load(values, 32);
      c = f64x2.add(c, v128.andnot(x, absent));
      x = v128.or(x, absent);
      low = f64x2.pmin(low, x);
      high = f64x2.pmax(high, x);
      absent = v128.load(q, 16);
      x = v128.load(values, 48);
      d = f64x2.add(d, v128.andnot(x, absent));
      x = v128.or(x, absent);
      low2 = f64x2.pmin(low2, x);
      high2 = f64x2.pmax(high2, x);
    }
    sum = f64x2.add(sum, f64x2.add(f64x2.add(a, b), f64x2.add(c, d)));
  }
  low = f64x2.min(low, low2);
  high = f64x2.max(high, high2);
  store<f64>(out, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  store<f64>(out, min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1)), 8);
  store<f64>(out, max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1)), 16);
}

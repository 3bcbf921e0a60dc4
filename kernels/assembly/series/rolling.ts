// @ts-ignore: decorators are AssemblyScript's
@inline
function both(at: usize, apart: usize): v128 {
  return v128.load_lane<f64>(at + apart, v128.load64_zero(at), 1);
}

// @ts-ignore: decorators are AssemblyScript's
@inline
function lostBy(sum: v128, v: v128, t: v128): v128 {
  const b = f64x2.sub(t, sum);
  return f64x2.add(f64x2.sub(sum, f64x2.sub(t, b)), f64x2.sub(v, b));
}

/**
 * Sums of the `size` values up to each one, with what rounding loses beside them, divided by `by`: of 2 * `pairs` blocks of
 * `size` values, which lie behind the block at `x`. Two blocks go side by side. `scratch` has room for 32 * (size + 1) bytes.
 */
export function rollingSums(x: usize, pairs: i32, size: i32, by: f64, scratch: usize, out: usize): void {
  const width = <usize>size << 3;
  const divisor = f64x2.splat(by);
  for (; pairs > 0; pairs--) {
    // The sums of the older blocks from each value to the end.
    let sum = f64x2.splat(0);
    let lost = f64x2.splat(0);
    let slot = scratch + (<usize>size << 5);
    v128.store(slot, sum);
    v128.store(slot, lost, 16);
    for (let at = x + width; at > x; ) {
      at -= 8;
      slot -= 32;
      const v = both(at, width);
      const t = f64x2.add(sum, v);
      lost = f64x2.add(lost, lostBy(sum, v, t));
      sum = t;
      v128.store(slot, sum);
      v128.store(slot, lost, 16);
    }
    sum = f64x2.splat(0);
    lost = f64x2.splat(0);
    x += width;
    const end = x + width;
    for (; x < end; x += 8, out += 8) {
      slot += 32;
      const v = both(x, width);
      const t = f64x2.add(sum, v);
      lost = f64x2.add(lost, lostBy(sum, v, t));
      sum = t;
      const first = v128.load(slot);
      const all = f64x2.add(first, sum);
      const c = f64x2.sub(all, first);
      const kept = f64x2.add(f64x2.sub(first, f64x2.sub(all, c)), f64x2.sub(sum, c));
      const exact = f64x2.add(all, f64x2.add(f64x2.add(kept, lost), v128.load(slot, 16)));
      // After an infinity the losses mean nothing.
      const r = f64x2.div(v128.bitselect(exact, all, f64x2.eq(exact, exact)), divisor);
      v128.store_lane<f64>(out, r, 0);
      v128.store_lane<f64>(out + width, r, 1);
    }
    out += width;
  }
}

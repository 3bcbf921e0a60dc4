/** The shortest digits that give a 32-bit float back. */
function short32(x: number): number {
  // Only the smallest have fewer than six digits to tell apart.
  for (let digits = Math.abs(x) < 1e-37 ? 1 : 6; digits < 9; digits++) {
    const y = Number(x.toPrecision(digits));
    if (Math.fround(y) === x) return y;
  }
  return Number(x.toPrecision(9));
}

/** A float as Polars writes it: `1.0`, `0.1`, `1e+21`, `NaN`, `inf`, `-0.0`. */
export function floatText(x: number, single = false): string {
  const whole = single ? 16777216 : 1e13;
  if (Number.isInteger(x) && x <= whole && x >= -whole) return Object.is(x, -0) ? "-0.0" : `${x}.0`;
  if (x !== x) return "NaN";
  if (x === Infinity) return "inf";
  if (x === -Infinity) return "-inf";
  const y = single ? short32(x) : x;
  const size = Math.abs(y);
  if (size < (single ? 1e-6 : 1e-5) || size >= (single ? 1e13 : 1e16)) return y.toExponential();
  return Number.isInteger(y) ? `${y}.0` : String(y);
}

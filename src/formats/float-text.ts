/** The shortest text that reads back as the same float, and as a float. */
export function floatText(value: number, precision: number | null): string {
  if (Number.isNaN(value)) return "NaN";
  if (value === Number.POSITIVE_INFINITY) return "inf";
  if (value === Number.NEGATIVE_INFINITY) return "-inf";
  if (precision !== null) return value.toFixed(precision);
  if (Object.is(value, -0)) return "-0.0";
  const shown = String(value);
  return /^-?\d+$/.test(shown) ? `${shown}.0` : shown;
}

/** Of the texts that are the same 32-bit float, the shortest. */
export function float32Text(value: number, precision: number | null): string {
  if (precision === null && Number.isFinite(value)) {
    for (let digits = 6; digits <= 9; digits++) {
      const shown = Number(value.toPrecision(digits));
      if (Math.fround(shown) === value) return floatText(shown, null);
    }
  }
  return floatText(value, precision);
}

/** Half away from zero. */
const away = (x: number): number => (x < 0 ? -Math.round(-x) : Math.round(x));

/** A number to some significant digits. */
export function significant(x: number, digits: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const places = digits - 1 - Math.floor(Math.log10(Math.abs(x)));
  // Powers of ten below one are not exact.
  const unit = 10 ** Math.abs(places);
  const scaled = places < 0 ? x / unit : x * unit;
  if (!Number.isFinite(unit) || !Number.isFinite(scaled)) return x;
  return places < 0 ? away(scaled) * unit : away(scaled) / unit;
}

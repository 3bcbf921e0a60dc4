/** The slope of the line through points by least squares; 0 for fewer than two. */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  const n = points.length;
  if (n < 2) return 0;
  const [mx, my] = [points.reduce((s, [x]) => s + x, 0) / n, points.reduce((s, [, y]) => s + y, 0) / n];
  const above = points.reduce((s, [x, y]) => s + (x - mx) * (y - my), 0);
  const below = points.reduce((s, [x]) => s + (x - mx) ** 2, 0);
  return below === 0 ? 0 : above / below;
}

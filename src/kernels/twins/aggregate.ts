type Item = number | bigint;

/** The sum of what is not null. */
export const sumTwin = (values: readonly (Item | null)[]): { readonly double: number; readonly exact: bigint } => {
  let double = 0;
  let exact = 0n;
  for (const v of values) {
    if (v === null) continue;
    double += Number(v);
    if (typeof v === "bigint" || Number.isInteger(v)) exact += BigInt(v);
  }
  return { double, exact };
};

/** The least and the greatest of what is neither null nor NaN; null of nothing. */
export const extremesTwin = <T extends Item>(values: readonly (T | null)[]): readonly [T, T] | null => {
  let least: T | null = null;
  let most: T | null = null;
  for (const v of values) {
    if (v === null || Number.isNaN(v)) continue;
    if (least === null || v < least) least = v;
    if (most === null || v > most) most = v;
  }
  return least === null || most === null ? null : [least, most];
};

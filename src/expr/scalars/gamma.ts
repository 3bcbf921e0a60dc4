/** Lanczos' coefficients for g = 607/128, by Godfrey. */
const LANCZOS = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125, -0.00021026444172410488,
  0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5, -2.6190838401581408e-5, 3.6899182659531625e-6,
] as const;
const G = 607 / 128;
const FACTORIALS: readonly number[] = Array.from({ length: 171 }, (_, n) => {
  let f = 1n;
  for (let i = 2n; i <= BigInt(n); i++) f *= i;
  return Number(f);
});

const series = (x: number): number => LANCZOS.reduce((sum, c, i) => (i === 0 ? c : sum + c / (x + i)), 0);

/** The gamma function; exact for whole numbers, infinite at 0, NaN at whole numbers below. */
export function gamma(x: number): number {
  if (Number.isInteger(x) && x > 0 && x <= 171) return FACTORIALS[x - 1] as number;
  if (x === 0) return 1 / x;
  if (x === Number.NEGATIVE_INFINITY || (Number.isInteger(x) && x < 0)) return Number.NaN;
  if (x > 172) return Number.POSITIVE_INFINITY;
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  const y = x - 1;
  const t = y + G + 0.5;
  const half = t ** (0.5 * (y + 0.5));
  return Math.sqrt(2 * Math.PI) * half * Math.exp(-t) * half * series(y);
}

/** The logarithm of the gamma function's size; infinite at 0 and whole numbers below. */
export function lgamma(x: number): number {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Number.POSITIVE_INFINITY;
  if (Number.isInteger(x) && x <= 0) return Number.POSITIVE_INFINITY;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgamma(1 - x);
  if (x < 30) return Math.log(Math.abs(gamma(x)));
  const y = x - 1;
  const t = y + G + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(series(y));
}

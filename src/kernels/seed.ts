/** What spreads keys over tables: unknown outside, so that nobody can choose keys that collide. */
export const SEED: bigint = BigInt.asUintN(
  64,
  (BigInt(Math.floor(Math.random() * 2 ** 32)) << 32n) | BigInt(Math.floor(Math.random() * 2 ** 32)),
);

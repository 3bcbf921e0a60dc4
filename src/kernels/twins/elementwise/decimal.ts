import type { Op } from "./arithmetic.ts";

const LIMIT = 10n ** 38n;

/** x / y rounded half to even. */
export function nearest(x: bigint, y: bigint): bigint {
  const q = x / y;
  const rest = 2n * (x - q * y);
  const [r, v] = [rest < 0n ? -rest : rest, y < 0n ? -y : y];
  const up = r > v || (r === v && q % 2n !== 0n);
  return up ? q + (x < 0n === y < 0n ? 1n : -1n) : q;
}

/** Twin of `ewDecimal`: unscaled values at one scale; undefined where there is no result of 38 digits. */
export function decimalArithmetic(op: Op, x: bigint, y: bigint, scale: number): bigint | undefined {
  const unit = 10n ** BigInt(scale);
  if (y === 0n && (op === "div" || op === "floorDiv" || op === "mod")) return undefined;
  const floor = (): bigint => x / y - (x % y !== 0n && x < 0n !== y < 0n ? 1n : 0n);
  const r = {
    add: () => x + y,
    sub: () => x - y,
    mul: () => nearest(x * y, unit),
    div: () => nearest(x * unit, y),
    floorDiv: () => floor() * unit,
    mod: () => x - y * floor(),
  }[op]();
  return r < LIMIT && r > -LIMIT ? r : undefined;
}

/** Twin of `ewDecimalScale`: by 10^steps, what is cut off rounded by the mode (0 half to even, 1 down, 2 up, 3 to zero). */
export function decimalScale(x: bigint, steps: number, mode: number): bigint {
  if (steps >= 0) return x * 10n ** BigInt(steps);
  const by = 10n ** BigInt(-steps);
  if (mode === 0) return nearest(x, by);
  const q = x / by;
  if (mode === 3 || q * by === x) return q;
  return mode === 1 ? (x < 0n ? q - 1n : q) : x > 0n ? q + 1n : q;
}

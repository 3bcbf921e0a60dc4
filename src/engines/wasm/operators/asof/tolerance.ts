import { outputs } from "../../../../expr/typed.ts";
import { toleranceIn } from "../../../../plan/resolve-time.ts";
import type { JoinAsof } from "../../../../plan/time-node.ts";

/** How far keys may lie apart, as they are stored. */
export interface Tolerance {
  readonly double: number;
  /** In whole units, for keys that doubles do not hold; null where nothing is near enough. */
  readonly exact: bigint;
}

/** The tolerance of a join in the unit of its keys; null for any distance. */
export function toleranceOf({ leftOn, options }: JoinAsof): Tolerance | null {
  const type = outputs([leftOn])[0]?.input.type;
  if (options.tolerance === null || type === undefined) return null;
  const given = toleranceIn(options.tolerance, type);
  if (typeof given === "bigint") return { double: Number(given), exact: given };
  const scaled = type.id === "Decimal" ? given * 10 ** type.scale : given;
  // Nothing is as near as NaN; no two keys are further apart than this.
  const exact = Number.isNaN(scaled) ? -1n : scaled >= 1e40 ? 10n ** 40n : BigInt(Math.floor(scaled));
  return { double: given, exact };
}

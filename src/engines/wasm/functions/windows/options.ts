import { PolaroidError } from "../../../../core/error.ts";
import type { CallInfo } from "../../function.ts";

/** How many rows to look back; ahead where it is negative. */
export function lag({ options }: CallInfo): number {
  const n = options.n ?? 1;
  if (typeof n === "bigint") return Number(n);
  if (typeof n !== "number" || !Number.isInteger(n))
    throw new PolaroidError("INVALID_ARGUMENT", `n must be a whole number, got ${String(n)}`);
  return n;
}

export const isReversed = ({ options }: CallInfo): boolean => options.reverse === true;

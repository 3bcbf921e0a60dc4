import type { ErrorCode } from "../../core/codes.ts";
import { PolaroidError } from "../../core/error.ts";
import { nameOf } from "../../expr/name.ts";
import type { Typed } from "../../expr/typed.ts";

const OF_VALUES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "INVALID_CAST",
  "OUT_OF_RANGE",
  "TYPE_MISMATCH",
  "LIMIT_EXCEEDED",
]);
// What users' functions do is about values too.
const CUSTOM = /^map[A-Z]\w+: /;
const TOLD = /^column "/;

/** An error about a value, with the name of the column that the expression makes; others as they are. */
export function naming(error: unknown, e: Typed): unknown {
  if (
    !(error instanceof PolaroidError) ||
    !(OF_VALUES.has(error.code) || CUSTOM.test(error.detail)) ||
    TOLD.test(error.detail)
  )
    return error;
  const name = nameOf(e);
  if (name === "literal" && e.shape === "scalar") return error;
  return new PolaroidError(error.code, `column ${JSON.stringify(name)}: ${error.detail}`, {
    cause: error.cause ?? error,
  });
}

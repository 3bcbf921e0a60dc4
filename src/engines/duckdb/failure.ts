import type { ErrorCode } from "../../core/codes.ts";
import { PolaroidError } from "../../core/error.ts";

// How DuckDB's messages begin, and what they mean here.
const KINDS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^(Conversion|Out of Range) Error/, "INVALID_CAST"],
  [/^Out of Memory Error/, "MEMORY_LIMIT"],
  [/^INTERRUPT|^Interrupt/i, "CANCELLED"],
  [/^IO Error/, "IO"],
];

/** What DuckDB reports, as an error of ours; the cause is kept. */
export function failure(cause: unknown): PolaroidError {
  if (cause instanceof PolaroidError) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  const own = /POLAROID:([A-Z_]+):(.*)/.exec(text);
  if (own !== null) return new PolaroidError(own[1] as ErrorCode, (own[2] ?? "").trim(), { cause });
  const code = KINDS.find(([form]) => form.test(text))?.[1] ?? "ENGINE_FAILED";
  return new PolaroidError(code, `DuckDB: ${text.split("\n", 1)[0]}`, { cause });
}

/** Whether the data base is of no use any more. */
export const isFatal = (cause: unknown): boolean =>
  /^(FATAL|INTERNAL) Error|database has been invalidated/.test(cause instanceof Error ? cause.message : String(cause));

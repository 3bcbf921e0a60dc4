import { CODES, type CodeInfo, type ErrorCode } from "./codes.ts";

/**
 * The one error of this library: a closed `code`, a message that says what was found and what to do, and the cause.
 * @example
 * const error = new PolaroidError("COLUMN_NOT_FOUND", 'no column "pirce" in (id, price); did you mean "price"?');
 * error.code; // "COLUMN_NOT_FOUND"
 */
export class PolaroidError extends Error {
  override readonly name: string = "PolaroidError";
  readonly code: ErrorCode;
  readonly detail: string;

  constructor(code: ErrorCode, detail: string, options?: { readonly cause?: unknown }) {
    super(`[${code}] ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }

  /** The gRPC status and the retry hint of this code. */
  get info(): CodeInfo {
    return CODES[this.code];
  }
}

/** A `PolaroidError` as it is, an abort as `CANCELLED`, anything else as `INTERNAL` with its cause. */
export function toPolaroidError(cause: unknown): PolaroidError {
  if (cause instanceof PolaroidError) return cause;
  if (cause instanceof Error && cause.name === "AbortError")
    return new PolaroidError("CANCELLED", "the call was cancelled by its AbortSignal", { cause });
  if (cause instanceof Error && cause.name === "TimeoutError")
    return new PolaroidError("TIMEOUT", "the call's AbortSignal timed out", { cause });
  if (cause instanceof RangeError && /allocation|array length|memory|buffer/i.test(cause.message))
    return new PolaroidError("MEMORY_LIMIT", `not enough memory: ${cause.message}`, { cause });
  if (cause instanceof RangeError && /call stack/i.test(cause.message))
    return new PolaroidError("LIMIT_EXCEEDED", "the expression or plan is nested too deeply", { cause });
  return new PolaroidError("INTERNAL", cause instanceof Error ? cause.message : String(cause), { cause });
}

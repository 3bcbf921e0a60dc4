import { randomBytes } from "node:crypto";
import { PolaroidError, toPolaroidError } from "../core/error.ts";
import type { Interceptor } from "../grpc/serve-call.ts";
import { statusName, statusOf } from "../grpc/status.ts";
import { LogLines } from "./log-lines.ts";
import { whoOf } from "./who.ts";

/** What is logged to: pino, or nothing. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** Writes what waits, as far as somebody takes it. */
  flush(): Promise<void>;
  /** Lines that could not be written. */
  readonly lost: number;
}
const nothing = (): void => undefined;
const SILENT: Log = { info: nothing, warn: nothing, error: nothing, flush: async () => undefined, lost: 0 };
/** Milliseconds that the last lines have to be written. */
const LAST = 1000;
const STANDARD_ERROR = 2;

/** A log of JSON lines on standard error; `ENGINE_UNAVAILABLE` says how to get pino where it lacks. */
export async function logOf(level: string): Promise<Log> {
  if (level === "silent") return SILENT;
  const { default: pino } = await import("pino").catch((cause: unknown) => {
    throw new PolaroidError(
      "ENGINE_UNAVAILABLE",
      "logs are written by pino, which is not installed: npm install pino, or --log-level silent",
      { cause },
    );
  });
  // pino's own destination ends the process where a disk is full, and then waits for room for ever.
  const lines = new LogLines(STANDARD_ERROR);
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, lines);
  return {
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    flush: () => lines.flush(LAST),
    get lost() {
      return lines.lost;
    },
  };
}

const TRACE = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/;

/** The trace that a call belongs to (https://www.w3.org/TR/trace-context/): the caller's, or one of its own. */
export const traceOf = (traceparent: string | undefined): string =>
  TRACE.exec(traceparent ?? "")?.[1] ?? randomBytes(16).toString("hex");

const stackOf = ({ cause, stack }: PolaroidError): string | undefined => (cause instanceof Error ? cause.stack : stack);

/** Logs each call as it ends: what, who, how long, how it ended; never what was sent. */
export const logged =
  (log: Log): Interceptor =>
  async (call, next) => {
    const began = performance.now();
    const fields = (code: number): object => ({
      method: call.method.path,
      ms: Math.round((performance.now() - began) * 100) / 100,
      status: statusName(code),
      peer: call.peer.address,
      trace_id: traceOf(call.headers.get("traceparent")),
      ...(whoOf(call).user !== "" && { user: whoOf(call).user }),
    });
    try {
      await next();
      log.info(fields(0), "call");
    } catch (error) {
      const failed = toPolaroidError(call.aborted ?? error);
      const { code } = statusOf(failed);
      // What the caller did wrong is no fault of the server's, and its words may hold what nobody else is to see.
      if (code === 13 || code === 2 || code === 15)
        log.error({ ...fields(code), code: failed.code, error: failed.detail, stack: stackOf(failed) }, "call");
      else log.warn({ ...fields(code), code: failed.code }, "call");
      throw error;
    }
  };

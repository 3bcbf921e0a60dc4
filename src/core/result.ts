import Maybe from "true-myth/maybe";
import Result from "true-myth/result";
import Task from "true-myth/task";
import { type PolaroidError, toPolaroidError } from "./error.ts";

export { Maybe, Result, Task };

/** What a call of this library gives when errors are values. */
export type Outcome<T> = Result<T, PolaroidError>;

export const ok = <T>(value: T): Outcome<T> => Result.ok<T, PolaroidError>(value);
export const err = <T = never>(error: PolaroidError): Outcome<T> => Result.err<T, PolaroidError>(error);

/** Inside `run`: the value of a result, or leave the block with its error. */
export function* take<T, E>(result: Result<T, E>): Generator<Result<never, E>, T> {
  if (result.isOk) return result.value;
  yield Result.err<never, E>(result.error);
  throw new Error("a failed block was resumed");
}

/**
 * Do-notation for results: each `yield* take(r)` gives the value of `r` or ends the block with its error.
 * @example
 * const sum = run(function* () {
 *   const a = yield* take(Result.ok<number, string>(1));
 *   const b = yield* take(Result.ok<number, string>(2));
 *   return a + b;
 * });
 * sum.unwrapOr(0); // 3
 */
export function run<T, E>(block: () => Generator<Result<never, E>, T>): Result<T, E> {
  const step = block().next();
  return step.done ? Result.ok<T, E>(step.value) : (step.value as Result<T, E>);
}

/**
 * Calls a function that may throw and gives its outcome as a value.
 * @example
 * attempt(() => new DataFrame({ a: [1], b: [1, 2] })).isErr; // true
 */
export function attempt<T>(call: () => T): Outcome<T> {
  try {
    return ok(call());
  } catch (cause) {
    return err(toPolaroidError(cause));
  }
}

/**
 * `attempt` for a call that returns a promise.
 * @example
 * const outcome = await attemptAsync(() => frame.lazy().collect());
 */
export async function attemptAsync<T>(call: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return ok(await call());
  } catch (cause) {
    return err(toPolaroidError(cause));
  }
}

/** The value, or its error thrown: the border between the functional core and the throwing API. */
export function orThrow<T>(outcome: Outcome<T>): T {
  if (outcome.isErr) throw outcome.error;
  return outcome.value;
}

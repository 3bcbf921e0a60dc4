import { Result } from "../core/result.ts";

/**
 * `run` for blocks that wait: each `yield* take(await ...)` gives the value of a result or ends the block with its error, and
 * `finally` and `await using` of the block are done.
 * @example
 * const rows = await runAsync(async function* () {
 *   const client = yield* take(await tryConnect("grpc://localhost:50051"));
 *   const [first] = yield* take(await client.tryTables());
 *   return first?.rows ?? 0;
 * });
 */
export async function runAsync<T, E>(block: () => AsyncGenerator<Result<never, E>, T>): Promise<Result<T, E>> {
  const running = block();
  const step = await running.next();
  if (step.done === true) return Result.ok<T, E>(step.value);
  await running.return(undefined as never);
  return step.value as Result<T, E>;
}

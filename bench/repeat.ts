type Timed = () => Promise<readonly [ms: number, result: unknown]>;

/** One run and its milliseconds. */
export const timed =
  (run: () => unknown): Timed =>
  async () => {
    const at = performance.now();
    let result = run();
    // A run that waits is awaited; one that does not is timed without the turn of the loop that await costs.
    if (result instanceof Promise) result = await result;
    return [performance.now() - at, result];
  };

/** The median of repeated runs: at least three, else as many as fit in the seconds. */
export async function repeat(run: Timed, first: number, seconds: number): Promise<{ ms: number; runs: number }> {
  const budget = seconds * 1000;
  // Calls much shorter than the budget are timed once the compiler, where there is one, is done with them.
  for (const until = performance.now() + (first < budget ? budget / 2 : 0); performance.now() < until; ) await run();
  const times: number[] = [];
  const began = performance.now();
  while (times.length < 3 || (performance.now() - began < budget && times.length < 10_000))
    times.push((await run())[0]);
  return { ms: times.sort((a, b) => a - b)[times.length >> 1] as number, runs: times.length };
}

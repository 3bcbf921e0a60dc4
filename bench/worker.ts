/** One engine in a process of its own: node worker.ts ENGINE ROWS SECONDS CASE...; prints one JSON line a case. */
import { loadData } from "./data.ts";
import type { BenchEngine } from "./engine.ts";

const [name, rows, seconds, ...wanted] = process.argv.slice(2) as [string, string, string, ...string[]];
const { engine } = (await import(`./engines/${name}.ts`)) as { engine: BenchEngine };
console.log(JSON.stringify({ version: engine.version }));
const cases = await engine.load(loadData(Number(rows)));
for (const wish of wanted) {
  const found = cases[wish];
  if (found === undefined) continue;
  let result = await found.run();
  const answer = await found.answer(result);
  const times: number[] = [];
  // Small calls are timed once the engine's own compiler, where it has one, is done with them.
  for (const until = performance.now() + Number(seconds) * 500; performance.now() < until; ) {
    result = found.run();
    if (result instanceof Promise) result = await result;
  }
  const began = performance.now();
  // A run that waits is awaited; one that does not is timed without the turn of the loop that await costs.
  while (times.length < 3 || (performance.now() - began < Number(seconds) * 1000 && times.length < 10_000)) {
    result = null;
    const at = performance.now();
    result = found.run();
    if (result instanceof Promise) result = await result;
    times.push(performance.now() - at);
  }
  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ case: wish, ms: times[times.length >> 1], runs: times.length, ...answer }));
}

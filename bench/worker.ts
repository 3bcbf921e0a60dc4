/** One engine in a process of its own: node worker.ts JOB.json; prints one JSON line a case. */
import { readFileSync } from "node:fs";
import type { Adapter, Case, Job } from "./case.ts";

const job = JSON.parse(readFileSync(process.argv[2] as string, "utf8")) as Job;
const { adapter } = (await import(`./engines/${job.engine}.ts`)) as { adapter: Adapter };
console.log(JSON.stringify({ version: adapter.version }));
const opened = await adapter.open(job);

for (const name of job.cases) {
  const { question } = (await import(`./${job.suite}/${name}.ts`)) as { question: Case };
  const run = opened.run(question);
  if (run === undefined) continue;
  const timed = async (): Promise<readonly [ms: number, result: unknown]> => {
    const at = performance.now();
    let result = run();
    // A run that waits is awaited; one that does not is timed without the turn of the loop that await costs.
    if (result instanceof Promise) result = await result;
    return [performance.now() - at, result];
  };
  let [first, result] = await timed();
  const answer = await opened.answer(question, result);
  const budget = job.seconds * 1000;
  // Calls much shorter than the budget are timed once the compiler, where there is one, is done with them.
  for (const until = performance.now() + (first < budget ? budget / 2 : 0); performance.now() < until; )
    [, result] = await timed();
  const times: number[] = [];
  const began = performance.now();
  while (times.length < 3 || (performance.now() - began < budget && times.length < 10_000)) {
    result = undefined;
    const [ms, next] = await timed();
    times.push(ms);
    result = next;
  }
  result = undefined;
  const ms = times.sort((a, b) => a - b)[times.length >> 1];
  const peak = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ case: name, ms, first, runs: times.length, peak, ...answer }));
}
process.exit(0);

/** One engine in a process of its own: node worker.ts JOB.json; prints one JSON line a case. */
import { readFileSync } from "node:fs";
import type { Adapter, Case, Job } from "./case.ts";
import { fileOf } from "./suites.ts";

const job = JSON.parse(readFileSync(process.argv[2] as string, "utf8")) as Job;
const { adapter } = (await import(`./engines/${job.engine}.ts`)) as { adapter: Adapter };
const opened = await adapter.open(job);
console.log(JSON.stringify({ version: adapter.version, bytes: opened.bytes }));
/** The most memory that this process held; what its parent held counts in the figures of getrusage. */
const peakBytes = (): number => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
};

for (const name of job.cases) {
  const { question } = (await import(fileOf(job.suite, name))) as { question: Case };
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
  const seen = peakBytes();
  const answer = await opened.answer(question, result);
  if (job.once) {
    console.log(JSON.stringify({ case: name, ms: first, first, runs: 1, peak: seen, ...answer }));
    continue;
  }
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
  console.log(JSON.stringify({ case: name, ms, first, runs: times.length, peak: peakBytes(), ...answer }));
}
process.exit(0);

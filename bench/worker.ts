/** One engine in a process of its own: node worker.ts JOB.json; prints one JSON line a case. */
import { readFileSync } from "node:fs";
import type { Adapter, Case, Job } from "./case.ts";
import { repeat, timed } from "./repeat.ts";
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
  const timing = timed(run);
  const [first, result] = await timing();
  const seen = peakBytes();
  const answer = await opened.answer(question, result);
  const times = job.once ? { ms: first, runs: 1 } : await repeat(timing, first, job.seconds);
  console.log(JSON.stringify({ case: name, first, peak: job.once ? seen : peakBytes(), ...times, ...answer }));
}
// Leaving by process.exit waits for ever where V8 compiles and collects at that moment (seen with Node 24.21).
process.kill(process.pid, "SIGKILL");

/** node soak/run.ts [--minutes 10] [--clients 8] [--seed 1]: a server under mixed load with faults; memory and handles must stay flat. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FAULTS } from "./faults.ts";
import { JOBS } from "./jobs.ts";
import { randomOf } from "./random.ts";
import { slopeOf } from "./slope.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    clients: { type: "string", default: "8" },
    seed: { type: "string", default: "1" },
  },
});
const minutes = Number(values.minutes);
const clients = Number(values.clients);
const ROOT = join(import.meta.dirname, "..");
const DATA = join(ROOT, "examples", "data");
/** Seconds between looks. */
const LOOK = Math.min(10, Math.max(2, minutes * 3));
/** What may happen under faults; anything else is a fault of the server. */
const EXPECTED = new Set([
  "CANCELLED",
  "TIMEOUT",
  "CONFLICT",
  "NOT_FOUND",
  "INVALID_ARGUMENT",
  "LIMIT_EXCEEDED",
  "UNAVAILABLE",
  "COLUMN_NOT_FOUND",
  "SQL_SYNTAX",
  "ALREADY_EXISTS",
]);

async function started(): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const flags = ["--port", "0", "--root", DATA, "--table", `flights=${join(DATA, "flights.parquet")}`];
  const limits = ["--handle-ttl", "5s", "--session-ttl", "10s", "--log-level", "silent", "--max-message", "8MB"];
  const child = spawn(process.execPath, [join(ROOT, "src", "cli", "main.ts"), "serve", ...flags, ...limits], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  const port = Number(/:(\d+)/.exec(line.toString())?.[1]);
  return { child, port };
}

const metric = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1] ?? Number.NaN);

const { child, port } = await started();
let over = false;
child.once("exit", (code, signal) => {
  if (over) return;
  console.error(`the server ended by itself: ${code ?? signal}`);
  process.exit(1);
});
const counts = new Map<string, number>();
const errors = new Map<string, number>();
const add = (map: Map<string, number>, name: string): void => void map.set(name, (map.get(name) ?? 0) + 1);
const end = Date.now() + minutes * 60_000;

async function client(number: number): Promise<void> {
  const random = randomOf(Number(values.seed) * 1000 + number);
  const names = Object.keys(JOBS);
  while (Date.now() < end) {
    const name = random.of(names);
    try {
      await JOBS[name]?.(`127.0.0.1:${port}`, random);
      add(counts, name);
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      add(errors, `${name} ${typeof code === "string" ? code : String(error)}`);
    }
  }
}
async function faults(): Promise<void> {
  const random = randomOf(Number(values.seed));
  while (Date.now() < end) {
    const name = random.of(Object.keys(FAULTS));
    await FAULTS[name]?.(port, random).catch((error: unknown) => add(errors, `fault ${name} ${error}`));
    add(counts, `fault ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 50 + random.below(200)));
  }
}

interface Look {
  readonly seconds: number;
  readonly memory: number;
  readonly handles: number;
}
const looks: Look[] = [];
const began = Date.now();
async function look(): Promise<void> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const at: Look = {
    seconds: (Date.now() - began) / 1000,
    memory: metric(text, "process_resident_memory_bytes") / 1e6,
    handles: metric(text, "polaroid_handles"),
  };
  looks.push(at);
  const done = [...counts].filter(([n]) => !n.startsWith("fault")).reduce((n, [, c]) => n + c, 0);
  console.log(
    `${at.seconds.toFixed(0).padStart(5)} s  ${String(done).padStart(8)} queries  ${at.memory.toFixed(0).padStart(6)} MB  ${String(at.handles).padStart(6)} handles  ${metric(text, "polaroid_queries_running")} running  ${metric(text, "polaroid_connections")} connections`,
  );
}
const timer = setInterval(() => void look().catch(console.error), LOOK * 1000);
await Promise.all([...Array.from({ length: clients }, (_, i) => client(i)), faults()]);
clearInterval(timer);
// What lives by its time to live is gone by then.
await new Promise((resolve) => setTimeout(resolve, 16_000));
await look();

console.log("\ndone");
for (const [name, n] of [...counts].sort()) console.log(`  ${name.padEnd(28)} ${n}`);
console.log("errors by code");
for (const [name, n] of [...errors].sort()) console.log(`  ${name.padEnd(48)} ${n}`);
const unexpected = [...errors].filter(([name]) => !EXPECTED.has(name.split(" ").at(-1) as string));
// The first third warms up: code is compiled, pools fill.
const warm = looks.slice(Math.floor(looks.length / 3), -1);
const memory = slopeOf(warm.map((l) => [l.seconds / 60, l.memory]));
const last = looks.at(-1) as Look;
const mean = warm.reduce((n, l) => n + l.memory, 0) / Math.max(1, warm.length);
const total = [...counts].reduce((n, [name, c]) => (name.startsWith("fault") ? n : n + c), 0);
console.log(
  `\n${total} queries, ${unexpected.length} kinds of unexpected errors, memory ${memory.toFixed(2)} MB a minute (${mean.toFixed(0)} MB), ${last.handles} handles left`,
);
over = true;
child.kill("SIGTERM");
const [code] = (await once(child, "exit")) as [number | null];
const flat = memory < Math.max(5, mean * 0.02) && last.handles === 0;
if (code !== 0) console.error(`the server ended with ${code}`);
process.exit(unexpected.length === 0 && flat && code === 0 ? 0 : 1);

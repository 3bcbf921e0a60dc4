/** node load.ts PORT PID CLIENTS SECONDS [SQL]: so many clients, each with a connection of its own, ask again and again; a line of JSON. */
import { readFileSync } from "node:fs";
import { FlightClient } from "../../src/flight/index.ts";

const [port, pid, count, seconds] = process.argv.slice(2, 6).map(Number) as [number, number, number, number];
const sql = process.argv[6];
const ABREAST = 50;

const clients: FlightClient[] = [];
const tickets: (string | Uint8Array)[] = [];
let opened = 0;
async function open(): Promise<void> {
  while (opened < count) {
    const at = opened++;
    const client = new FlightClient(`grpc://127.0.0.1:${port}`, { connectTimeout: 60_000 });
    clients[at] = client;
    // Ours takes a query as text and gives a ticket for it, to be used as often as wanted.
    tickets[at] =
      sql === undefined
        ? "query"
        : ((await client.getFlightInfo({ command: sql })).endpoint[0]?.ticket?.ticket as Uint8Array);
  }
}
await Promise.all(Array.from({ length: ABREAST }, open));

/** Milliseconds of CPU that a process took so far; the kernel counts in hundredths of a second. */
function cpu(of: number): number {
  const stat = readFileSync(`/proc/${of}/stat`, "utf8");
  const [user, system] = stat.slice(stat.lastIndexOf(")")).split(" ").slice(12, 14).map(Number) as [number, number];
  return (user + system) * 10;
}

const times: number[] = [];
let answer = "";
let measured = false;
let until = Number.POSITIVE_INFINITY;
async function ask(client: FlightClient, ticket: string | Uint8Array): Promise<void> {
  while (performance.now() < until) {
    const start = performance.now();
    for await (const b of client.doGet(ticket).batches())
      answer = b.columns.map((c) => String("values" in c ? c.values[0] : "")).join(" ");
    if (measured) times.push(performance.now() - start);
  }
}
const all = clients.map((client, i) => ask(client, tickets[i] as string));
await new Promise((done) => setTimeout(done, 2000));
measured = true;
const start = performance.now();
const [server, own] = [cpu(pid), cpu(process.pid)];
until = start + seconds * 1000;
await Promise.all(all);
const wall = performance.now() - start;
const spent = { server: (cpu(pid) - server) / times.length, load: (cpu(process.pid) - own) / times.length };
times.sort((a, b) => a - b);
const at = (share: number): number => times[Math.floor(times.length * share)] as number;
const each = wall / times.length;
console.log(JSON.stringify({ queries: times.length, each, p50: at(0.5), p99: at(0.99), ...spent, answer }));
process.exit(0);

/** node soak/cancel.ts [--cancels 100] [--busy 8]: milliseconds from a client's abort until the server's thread is done with the query. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { col } from "../src/node.ts";
import { connect } from "../src/remote.ts";
import { configOf } from "../src/server/config.ts";
import { Member } from "../src/server/queries/crew.ts";
import { Task } from "../src/server/queries/task.ts";
import { startServer } from "../src/server/server.ts";

const { values } = parseArgs({
  options: {
    cancels: { type: "string", default: "100" },
    busy: { type: "string", default: "8" },
    role: { type: "string", default: "server" },
    port: { type: "string", default: "0" },
  },
});
const FLIGHTS = join(import.meta.dirname, "..", "examples", "data", "flights.parquet");
/** Milliseconds of a clock that all processes share. */
const now = (): number => performance.timeOrigin + performance.now();
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** A number in the query tells which one it is. */
const MARK = 900_000_000;
const LONG: Readonly<Record<string, (mark: number) => string>> = {
  "nested loop": (mark) =>
    `select sum(a.distance * b.distance) as s from flights a join flights b on a.tailnum <> b.tailnum where a.flight < ${mark}`,
  "join and sort": (mark) =>
    `select a.tailnum, b.dest, a.distance + b.distance as d from flights a join flights b on a.tailnum = b.tailnum where a.flight < ${mark} order by d, b.dest`,
  "large groups": (mark) =>
    `select a.dep_time, b.arr_time, b.flight, count(*) as n from flights a join flights b on a.tailnum = b.tailnum where a.flight < ${mark} group by all`,
  texts: (mark) =>
    `select count(*) as n from flights a join flights b on a.month = b.month where regexp_matches(a.tailnum || b.tailnum, '(1[0-9]+X|[A-Z]+9)$') and a.flight < ${mark}`,
};

async function cancelling(port: string): Promise<void> {
  await using client = await connect(`grpc://127.0.0.1:${port}`, { breaker: null });
  const kinds = Object.entries(LONG);
  for (let i = 0; i < Number(values.cancels); i++) {
    const [kind, query] = kinds[i % kinds.length] as (typeof kinds)[number];
    const stop = new AbortController();
    const asked = client.sql(query(MARK + i), {}).tryCollect({ signal: stop.signal });
    await pause(150 + (i % 7) * 40);
    process.send?.({ mark: MARK + i, kind, at: now() });
    stop.abort();
    const outcome = await asked;
    if (!outcome.isErr || outcome.error.code !== "CANCELLED") throw new Error(`a query of "${kind}" ended by itself`);
    await pause(60);
  }
  process.send?.("done");
}

async function busy(port: string): Promise<void> {
  const one = async (): Promise<void> => {
    await using client = await connect(`grpc://127.0.0.1:${port}`);
    for (;;)
      await client
        .table("flights")
        .filter(col("month").lt(7))
        .groupBy("carrier")
        .agg(col("dep_delay").mean())
        .tryCollect();
  };
  await Promise.all(Array.from({ length: 8 }, one));
}

const child = (role: string, port: number): ChildProcess =>
  fork(import.meta.filename, ["--role", role, "--port", String(port), "--cancels", values.cancels]);

interface Abort {
  readonly mark: number;
  readonly kind: string;
  readonly at: number;
}

async function measured(clients: number): Promise<void> {
  const flags = {
    port: ["0"],
    workers: ["1"],
    "log-level": ["silent"],
    table: [`flights=${FLIGHTS}`],
    "cache-memory": ["0"],
  };
  await using server = await startServer(configOf(flags, {}));
  const others = Array.from({ length: clients > 0 ? 1 : 0 }, () => child("busy", server.port));
  if (clients > 0) await pause(3000);
  const aborts: Abort[] = [];
  done.clear();
  ends.length = 0;
  const canceller = child("cancel", server.port);
  canceller.on("message", (m: Abort | "done") => m !== "done" && aborts.push(m));
  const [code] = (await once(canceller, "exit")) as [number];
  for (const o of others) o.kill("SIGKILL");
  if (code !== 0) throw new Error("the client failed");
  await pause(200);
  tell(clients, aborts);
}

const done: Map<number, number> = new Map();
const ends: number[] = [];
/** When the thread was done with it, or was ended. */
const endOf = ({ mark, at }: Abort): number =>
  done.get(mark) ?? ends.find((end) => end > at && end < at + 5000) ?? Number.POSITIVE_INFINITY;

function tell(clients: number, aborts: readonly Abort[]): void {
  const rank = (ms: readonly number[], part: number): string =>
    (ms[Math.min(ms.length - 1, Math.floor(part * ms.length))] ?? Number.NaN).toFixed(1);
  for (const kind of ["all", ...Object.keys(LONG)]) {
    const of = aborts.filter((a) => kind === "all" || a.kind === kind);
    const ms = of.map((a) => Math.max(0, endOf(a) - a.at)).sort((a, b) => a - b);
    const ended = of.filter(({ mark }) => !done.has(mark)).length;
    console.log(
      `${clients} busy clients  ${kind.padEnd(14)} ${String(ms.length).padStart(4)} cancels  p50 ${rank(ms, 0.5)}  p90 ${rank(ms, 0.9)}  p99 ${rank(ms, 0.99)}  most ${rank(ms, 1)} ms  ${ended} by ending the thread`,
    );
  }
}

if (values.role === "cancel") await cancelling(values.port);
else if (values.role === "busy") await busy(values.port);
else {
  const over = ({ order }: Task): unknown => done.set(Number(/9000\d{5}/.exec(order.plan.text)?.[0]), now());
  const { receive, fail } = Task.prototype;
  Task.prototype.receive = function (message) {
    const last = receive.call(this, message);
    if (last) over(this);
    return last;
  };
  Task.prototype.fail = function (error) {
    // It waited still, and waits no more.
    if (!this.settled && !this.started) over(this);
    fail.call(this, error);
  };
  const { end } = Member.prototype;
  Member.prototype.end = async function () {
    await end.call(this);
    ends.push(now());
  };
  await measured(0);
  await measured(Number(values.busy));
}

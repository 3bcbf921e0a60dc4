import "../../../node.ts";
import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { configure } from "../../../api/config.ts";
import { sharing } from "../../../arrow/layout.ts";
import { weight } from "../../../arrow/weight.ts";
import { PolaroidError, toPolaroidError } from "../../../core/error.ts";
import { rest } from "../../../core/rest.ts";
import { reach } from "../../../engines/duckdb/database.ts";
import { type FromThread, type Setup, SLOTS, type ToThread } from "../protocol.ts";
import { Plans } from "./plans.ts";
import { StopSignal } from "./stop-signal.ts";
import { toldBelow } from "./told.ts";
import { doWork, type Work } from "./work.ts";

// Queries of others run beside this one: no query takes more threads.
configure({ threads: 1 });
sharing.on = true;
// Frames come and go for as long as the server lives.
weight.part = 1;

const port = parentPort;
if (port === null) throw new PolaroidError("INTERNAL", "this is the program of a thread");
const { roots, stops, alive } = workerData as Setup;
const folders = roots.map((r) => realpathSync(r));
const plans = new Plans(folders);
// Whatever its SQL might come to, the second engine reads nothing else either.
reach.folders = [...new Set([...folders, ...roots.map((r) => resolve(r))])];
const told = toldBelow(roots);
const works: Map<number, Work> = new Map();

const post = (message: FromThread, move: readonly ArrayBuffer[] = []): void => port.postMessage(message, move);

async function run(work: Work): Promise<void> {
  const { id, wanted } = work.job;
  try {
    const value = await doWork(work, { plans, post, alive, told });
    if (wanted !== "rows") post({ kind: "value", id, value });
  } catch (cause) {
    const { code, detail, cause: why } = toPolaroidError(cause);
    const offset = (why as { readonly offset?: unknown } | undefined)?.offset;
    post({
      kind: "failure",
      id,
      failure: { code, detail: told(detail), ...(typeof offset === "number" && { offset }) },
    });
  } finally {
    works.delete(id);
  }
}

port.on("message", (message: ToThread) => {
  switch (message.kind) {
    case "job": {
      plans.learn(message.frames);
      const work: Work = { job: message, signal: new StopSignal(stops, message.slot, alive), outbox: null };
      works.set(message.id, work);
      void run(work);
      return;
    }
    case "credit":
      works.get(message.id)?.outbox?.credit(message.bytes);
      return;
    case "stop":
      works.get(message.id)?.signal.fire();
      return;
    case "forget":
      plans.forget(message.frames);
  }
});
if (stops.length !== SLOTS) throw new PolaroidError("INTERNAL", "the thread has other places than the pool");
await rest.load?.();
post({ kind: "ready" });

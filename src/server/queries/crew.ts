import { Worker } from "node:worker_threads";
import { PolaroidError } from "../../core/error.ts";
import { Roster } from "../../core/roster.ts";
import { beside } from "../../io/node/beside.ts";
import type { Frame } from "../../plan/node.ts";
import { packedFrame } from "./packed.ts";
import { type FromThread, type PackedFrame, type Setup, SLOTS, STOP_CANCELLED, type ToThread } from "./protocol.ts";
import type { Task } from "./task.ts";

const ENTRY = beside(import.meta.url, { source: "./thread/worker.ts", built: "./thread/worker.js" });
/** Milliseconds that native calls have to come back when a thread is to end. */
const NATIVE = 5000;
/** Frames that a thread keeps; the one that was not used for longest goes first. */
const FRAMES = 512;

export interface CrewEvents {
  readonly ready: () => void;
  /** The thread is done with a task. */
  readonly done: (task: Task) => void;
  /** It ended with these tasks at work. */
  readonly ended: (member: Member, tasks: readonly Task[], cause: unknown) => void;
}
export interface CrewOptions {
  readonly roots: readonly string[];
  /** Megabytes of ordinary memory that V8 may take in the thread. */
  readonly heap: number;
  /** Milliseconds that a stopped task may go on before its thread is ended. */
  readonly patience: number;
  /** Whether somebody waits for threads now. */
  readonly held: () => boolean;
  /** Told each frame that a thread gets. */
  readonly sent: (f: Frame) => void;
}

/** One thread that runs queries, as the serving thread sees it. */
export class Member {
  readonly #worker: Worker;
  readonly #events: CrewEvents;
  readonly #patience: number;
  readonly #sent: (f: Frame) => void;
  readonly #stops: Int32Array = new Int32Array(new SharedArrayBuffer(4 * SLOTS));
  readonly #alive: Int32Array = new Int32Array(new SharedArrayBuffer(8));
  readonly #free: number[] = Array.from({ length: SLOTS }, (_, i) => SLOTS - 1 - i);
  readonly #tasks: Roster<number, Task> = new Roster();
  readonly #known: Set<number> = new Set();
  readonly #watches: Roster<number, NodeJS.Timeout> = new Roster();
  #next = 1;
  #ended = false;
  ready = false;
  /** Tasks that are not stalled. */
  active = 0;

  constructor(options: CrewOptions, events: CrewEvents) {
    this.#events = events;
    this.#patience = options.patience;
    this.#sent = options.sent;
    if (ENTRY === null)
      throw new PolaroidError("ENGINE_UNAVAILABLE", "the program of the query threads is not beside the server");
    const workerData: Setup = { roots: options.roots, stops: this.#stops, alive: this.#alive };
    this.#worker = new Worker(ENTRY, {
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.heap },
    });
    this.#worker.on("message", (m: FromThread) => this.#received(m));
    this.#worker.on("error", (cause) => this.#end(cause));
    this.#worker.on("exit", () => this.#end(undefined));
    this.hold(options.held());
  }

  /** Whether the thread keeps the process alive: while somebody waits for it. */
  hold(on: boolean): void {
    if (on) this.#worker.ref();
    else this.#worker.unref();
  }

  get room(): boolean {
    return this.ready && !this.#ended && this.#free.length > 0;
  }

  start(task: Task): void {
    const slot = this.#free.pop() as number;
    const id = this.#next++;
    Atomics.store(this.#stops, slot, 0);
    this.#tasks.set(id, task);
    task.at = { member: this, id, slot };
    this.active++;
    task.started = true;
    try {
      const { ipc } = task.order;
      // What moves is here no more: it cannot begin again.
      task.given = ipc !== null;
      this.#post(task.job(id, slot, this.#unknown(task)), ipc === null ? [] : [ipc.buffer as ArrayBuffer]);
    } catch (cause) {
      this.#finished(id, task);
      task.started = false;
      task.fail(new PolaroidError("INTERNAL", "the query cannot be given to a thread", { cause }));
    }
  }

  #unknown(task: Task): PackedFrame[] {
    const out: PackedFrame[] = [];
    for (const f of task.order.plan.frames) {
      // Again at the end: the first are those not used for longest.
      if (this.#known.delete(f.id)) this.#known.add(f.id);
      else {
        this.#known.add(f.id);
        this.#sent(f);
        out.push(packedFrame(f));
      }
    }
    return out;
  }

  /** Lets go of frames beyond those that are kept; what runs has its own hold of them. */
  #trim(): void {
    if (this.#known.size > 2 * FRAMES) this.forget([...this.#known].slice(0, this.#known.size - FRAMES));
  }

  forget(ids: readonly number[]): void {
    const frames = ids.filter((id) => this.#known.delete(id));
    if (frames.length > 0) this.#post({ kind: "forget", frames });
  }

  #post(message: ToThread, move: readonly ArrayBuffer[] = []): void {
    if (!this.#ended) this.#worker.postMessage(message, move);
  }

  credit(task: Task, bytes: number): void {
    if (task.at !== null) this.#post({ kind: "credit", id: task.at.id, bytes });
  }

  /** Stops a task; a thread that does not look up in time is ended. */
  stop(task: Task, why: number): void {
    const place = task.at;
    if (place === null) return;
    Atomics.store(this.#stops, place.slot, why);
    this.#post({ kind: "stop", id: place.id });
    const watch = (seen: number): void => {
      const timer = setTimeout(() => {
        const alive = Atomics.load(this.#alive, 0);
        // A thread that ends within a native call takes the process with it; such calls are interrupted by themselves.
        if (alive === seen && !this.#native) void this.end();
        else watch(alive);
      }, this.#patience);
      this.#watches.set(place.id, timer);
    };
    watch(Atomics.load(this.#alive, 0));
  }

  stalls(task: Task, stalled: boolean): void {
    if (task.at !== null) this.active += stalled ? -1 : 1;
  }

  #received(m: FromThread): void {
    if (m.kind === "ready") {
      this.ready = true;
      this.#events.ready();
      return;
    }
    const task = this.#tasks.get(m.id);
    if (task?.receive(m) !== true) return;
    this.#finished(m.id, task);
    this.#events.done(task);
  }

  #finished(id: number, task: Task): void {
    if (task.at !== null) this.#free.push(task.at.slot);
    task.at = null;
    this.#tasks.delete(id);
    clearTimeout(this.#watches.get(id));
    this.#watches.delete(id);
    if (!task.stalled) this.active--;
    this.#trim();
  }

  #end(cause: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const timer of this.#watches.values()) clearTimeout(timer);
    this.#watches.clear();
    const tasks = this.#tasks.values();
    for (const task of tasks) task.at = null;
    this.#tasks.clear();
    this.#events.ended(this, tasks, cause);
  }

  get #native(): boolean {
    return Atomics.load(this.#alive, 1) > 0;
  }

  /** Ends the thread, whatever it does; native calls have some time to come back. */
  async end(): Promise<void> {
    for (const { at } of this.#tasks.values()) if (at !== null) Atomics.store(this.#stops, at.slot, STOP_CANCELLED);
    for (const id of this.#tasks.keys()) this.#post({ kind: "stop", id });
    this.#end(undefined);
    for (let waited = 0; this.#native && waited < NATIVE; waited += 10)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await this.#worker.terminate();
  }
}

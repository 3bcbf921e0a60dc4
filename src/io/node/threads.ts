import { availableParallelism } from "node:os";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { sharing } from "../../arrow/layout.ts";
import type { ErrorCode } from "../../core/codes.ts";
import { PolaroidError } from "../../core/error.ts";
import type { Lent, Threads } from "../../core/host.ts";
import { beside } from "./beside.ts";
import { ALIVE, ENDED, type Given, READY, STATES } from "./lent.ts";

/** What a thread answers: first that it is up, then to each job. */
export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly code: ErrorCode | null; readonly message: string };
export interface Call {
  readonly id: number;
  readonly job: string;
  readonly input: unknown;
}

interface Job {
  readonly call: Call;
  readonly move: readonly ArrayBuffer[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}
interface Thread {
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
  readonly state: Int32Array;
  readonly port: MessagePort;
  up: boolean;
  lent: boolean;
}

const MOST = 64;
const DEFAULT = Math.min(8, availableParallelism());
/** Jobs that wait at a thread, so that it has the next when it ends one. */
const DEPTH = 2;
/** How long a lent thread may show no sign of life, in milliseconds. */
const SILENCE = 300_000;
/** Threads that may die before none is started any more. */
const DEATHS = 16;

const ENTRY = beside(import.meta.url, { source: "./worker.ts", built: "./worker.js" });

/** A pool of worker threads: started on the first large job, kept, and never what keeps the process alive. */
export class WorkerThreads implements Threads {
  /** Null where the program of the threads is not there: then there are none. */
  readonly #entry: URL | null;
  #most: number = DEFAULT;
  readonly #threads: Thread[] = [];
  readonly #waiting: Job[] = [];
  #next = 1;
  #deaths = 0;

  constructor(entry: URL | null = ENTRY) {
    this.#entry = entry;
  }

  get size(): number {
    return this.#most < 2 ? 0 : Math.min(this.#most, this.#threads.filter((t) => t.up).length);
  }

  limit(most: number | null): void {
    this.#most = Math.min(MOST, most ?? DEFAULT);
    sharing.on = this.#most > 1;
  }

  start(): boolean {
    if (this.#most < 2 || this.#entry === null) return false;
    while (this.#threads.length < this.#most && this.#deaths < DEATHS) this.#open(this.#entry);
    return this.#threads.length > 0;
  }

  #open(entry: URL): void {
    const state = new Int32Array(new SharedArrayBuffer(4 * STATES));
    const { port1: port, port2 } = new MessageChannel();
    const workerData: Given = { state, port: port2 };
    const worker = new Worker(entry, {
      stderr: false,
      execArgv: [],
      env: {},
      workerData,
      transferList: [port2],
    });
    const thread: Thread = { worker, jobs: new Map(), state, port, up: false, lent: false };
    port.unref();
    worker.on("message", (answer: Answer) => this.#answered(thread, answer));
    worker.on("error", (cause) => this.#died(thread, cause));
    worker.on("exit", () => this.#died(thread, undefined));
    // Last: a listener of messages keeps the process alive again.
    worker.unref();
    this.#threads.push(thread);
  }

  #answered(thread: Thread, answer: Answer): void {
    if (answer.id === 0) {
      thread.up = true;
      this.#give();
      if (thread.jobs.size === 0) thread.worker.unref();
      return;
    }
    const job = thread.jobs.get(answer.id);
    thread.jobs.delete(answer.id);
    if (thread.jobs.size === 0) thread.worker.unref();
    this.#give();
    if (job === undefined) return;
    if ("value" in answer) job.resolve(answer.value);
    else job.reject(new PolaroidError(answer.code ?? "INTERNAL", answer.message));
  }

  #died(thread: Thread, cause: unknown): PolaroidError {
    const error = new PolaroidError("INTERNAL", "a thread of the pool ended at work; run the query again", { cause });
    const at = this.#threads.indexOf(thread);
    if (at < 0) return error;
    this.#threads.splice(at, 1);
    this.#deaths++;
    thread.port.close();
    for (const job of thread.jobs.values()) job.reject(error);
    thread.jobs.clear();
    if (this.#waiting.length > 0) this.start();
    if (this.#threads.length === 0) for (const job of this.#waiting.splice(0)) job.reject(error);
    return error;
  }

  #give(): void {
    while (this.#waiting.length > 0) {
      let least: Thread | undefined;
      for (const t of this.#threads.slice(0, this.#most))
        if (t.up && !t.lent && t.jobs.size < DEPTH && t.jobs.size < (least?.jobs.size ?? DEPTH)) least = t;
      if (least === undefined) return;
      const job = this.#waiting.shift() as Job;
      least.jobs.set(job.call.id, job);
      least.worker.ref();
      try {
        least.worker.postMessage(job.call, job.move);
      } catch (cause) {
        least.jobs.delete(job.call.id);
        job.reject(new PolaroidError("INTERNAL", "a job cannot be given to a thread", { cause }));
      }
    }
  }

  run(job: string, input: unknown, move: readonly ArrayBuffer[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call: { id: this.#next++, job, input }, move, resolve, reject });
      this.#give();
      // Who waits for a thread that is not up yet waits for its answer, which only a process that lives hears.
      if (this.#waiting.length > 0) for (const t of this.#threads) if (!t.up) t.worker.ref();
    });
  }

  #idle(): Thread[] {
    if (this.#most < 2) return [];
    return this.#threads
      .slice(0, this.#most)
      .filter((t) => !t.lent && t.jobs.size === 0 && Atomics.load(t.state, READY) === 1);
  }

  get idle(): number {
    // The calling thread is at work too.
    return Math.min(this.#most - 1, this.#idle().length);
  }

  lend(job: string, input: unknown): Lent | null {
    const [thread] = this.#idle();
    if (thread === undefined) return null;
    const { state, port } = thread;
    const ended = Atomics.load(state, ENDED);
    port.postMessage({ id: 0, job, input } satisfies Call);
    thread.lent = true;
    return {
      wait: () => {
        for (let alive = -1; Atomics.load(state, ENDED) === ended; ) {
          const now = Atomics.load(state, ALIVE);
          if (Atomics.wait(state, ENDED, ended, SILENCE) === "timed-out" && now === alive) {
            void thread.worker.terminate();
            throw this.#died(thread, undefined);
          }
          alive = now;
        }
        thread.lent = false;
        const answer = receiveMessageOnPort(port)?.message as Answer | undefined;
        if (answer === undefined) throw this.#died(thread, undefined);
        this.#give();
        if ("value" in answer) return answer.value;
        throw new PolaroidError(answer.code ?? "INTERNAL", answer.message);
      },
    };
  }
}

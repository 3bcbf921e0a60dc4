import { PolaroidError } from "../../core/error.ts";
import type { Member } from "./crew.ts";
import type { Inbox } from "./inbox.ts";
import {
  type FileForm,
  type FromThread,
  type Job,
  type Records,
  STOP_CANCELLED,
  STOP_TIMEOUT,
  type Wanted,
  WINDOW,
} from "./protocol.ts";
import type { Travelling } from "./travel.ts";

/** What a task asks for. */
export interface Order {
  readonly wanted: Wanted;
  readonly plan: Travelling;
  readonly owner: string;
  readonly id: string | undefined;
  readonly memory: number | null;
  readonly optimize: boolean;
  readonly file: FileForm | null;
  readonly records: Records | null;
  readonly ipc: Uint8Array | null;
}

/** Where a task runs: a thread, its number there, and its place among those that may be stopped. */
export interface Place {
  readonly member: Member;
  readonly id: number;
  readonly slot: number;
}

/** What a thread and the pool do for a task. */
export interface TaskHost {
  readonly stop: (task: Task, why: number) => void;
  readonly credit: (task: Task, bytes: number) => void;
  readonly settled: (task: Task) => void;
  readonly stalls: (task: Task, stalled: boolean) => void;
}

let count = 0;

/** A query from the moment that it is asked for until the thread is done with it. */
export class Task {
  readonly number: number = count++;
  readonly order: Order;
  readonly inbox: Inbox | null;
  readonly #host: TaskHost;
  readonly #resolve: (value: unknown) => void;
  readonly #reject: (error: unknown) => void;
  readonly value: Promise<unknown>;
  /** `settled` for whoever asked; the thread may still be at work. */
  settled = false;
  started = false;
  /** The thread that is at it, and where there. */
  at: Place | null = null;
  /** Whether something of it was given away, so that it cannot begin again. */
  given = false;
  stalled = false;
  #ahead = 0;
  #credit = 0;
  leave: (() => void) | null = null;

  constructor(order: Order, inbox: Inbox | null, host: TaskHost) {
    this.order = order;
    this.inbox = inbox;
    this.#host = host;
    let resolve: (value: unknown) => void = () => undefined;
    let reject: (error: unknown) => void = () => undefined;
    this.value = new Promise((yes, no) => {
      resolve = yes;
      reject = no;
    });
    this.value.catch(() => undefined);
    this.#resolve = resolve;
    this.#reject = reject;
  }

  job(id: number, slot: number, frames: Job["frames"]): Job {
    const { wanted, plan, memory, optimize, file, records, ipc } = this.order;
    return {
      kind: "job",
      id,
      slot,
      wanted,
      plan: plan.text,
      uses: plan.frames.map((f) => f.id),
      frames,
      memory,
      optimize,
      file,
      records,
      ipc,
    };
  }

  /** Takes what the thread gave; true when the thread is done with it. */
  receive(message: Exclude<FromThread, { kind: "ready" }>): boolean {
    switch (message.kind) {
      case "part":
        this.given = true;
        if (!this.settled) {
          this.#ahead += message.bytes;
          this.inbox?.push(message);
          if (!message.last) this.#stall();
        }
        if (message.last) this.#settle(() => this.#resolve(undefined));
        return message.last;
      case "value":
        this.inbox?.end();
        this.#settle(() => this.#resolve(message.value));
        return true;
      case "failure": {
        const { code, detail, offset } = message.failure;
        this.fail(new PolaroidError(code, detail, offset === undefined ? {} : { cause: { offset } }));
        return true;
      }
    }
  }

  #stall(): void {
    const stalled = this.#ahead >= WINDOW;
    if (stalled === this.stalled) return;
    this.stalled = stalled;
    this.#host.stalls(this, stalled);
  }

  /** The reader took so many bytes: the thread is told before it has to wait. */
  taken(bytes: number): void {
    this.#ahead -= bytes;
    this.#credit += bytes;
    if (this.settled || this.#credit < WINDOW / 4) return;
    this.#host.credit(this, this.#credit);
    this.#credit = 0;
    this.#stall();
  }

  /** Ends it for whoever asked, and stops what runs. */
  fail(error: PolaroidError): void {
    if (this.settled) return;
    const running = this.started;
    this.#settle(() => this.#reject(error));
    this.inbox?.fail(error);
    if (running) this.#host.stop(this, error.code === "TIMEOUT" ? STOP_TIMEOUT : STOP_CANCELLED);
  }

  #settle(settle: () => void): void {
    if (this.settled) return;
    this.settled = true;
    this.leave?.();
    settle();
    this.#host.settled(this);
  }
}

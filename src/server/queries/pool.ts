import { availableParallelism } from "node:os";
import { schema } from "../../arrow/schema.ts";
import { PolaroidError, toPolaroidError } from "../../core/error.ts";
import { Roster } from "../../core/roster.ts";
import { type Frame, frame, frameOf, type Plan } from "../../plan/node.ts";
import { type CrewOptions, Member } from "./crew.ts";
import { Inbox } from "./inbox.ts";
import { packedSchema, unpackedFrame, unpackedSchema } from "./packed.ts";
import type { FileForm, PackedFrame, PackedSchema, Wanted } from "./protocol.ts";
import type { Answer, Encoded, Explained, Queries, QueryRequest } from "./queries.ts";
import type { RecordTable } from "./records.ts";
import { type Order, Task, type TaskHost } from "./task.ts";
import { sharedId, travelling } from "./travel.ts";
import { Turns } from "./turns.ts";

export interface PoolOptions {
  /** Threads; one less than the machine has, and one at least. */
  readonly workers?: number | undefined;
  /** Queries that run at once, slow readers included; 64. */
  readonly running?: number | undefined;
  /** Queries that wait; more are `LIMIT_EXCEEDED`; 1,000. */
  readonly queued?: number | undefined;
  /** Milliseconds that a query may take; 300,000. */
  readonly timeout?: number | undefined;
  /** Bytes that a query may hold; null for no limit; 2e9. */
  readonly memory?: number | null | undefined;
  /** Folders below which files may be read; none unless given. */
  readonly roots?: readonly string[] | undefined;
  /** Milliseconds that a stopped query may go on before its thread is ended; 40. */
  readonly patience?: number | undefined;
  /** Megabytes of V8's own memory that a thread may take; 4,096. */
  readonly heap?: number | undefined;
}

/** Queries at one thread at once, so that it has the next when one ends, and one that waits for a file holds no other up. */
const DEPTH = 2;
/** Threads that may end before they were ready, one after the other, until nobody is waited for. */
const FALSE_STARTS = 8;

const NOTHING: Plan = frame(frameOf(schema([]), []));

/** Queries on a pool of threads, which heals. */
export class QueryPool implements Queries {
  readonly #crew: CrewOptions;
  readonly #workers: number;
  readonly #mostRunning: number;
  readonly #mostQueued: number;
  readonly #timeout: number;
  readonly #memory: number | null;
  readonly #members: Member[] = [];
  readonly #waiting: Turns<Task> = new Turns();
  readonly #at: Roster<number, Task> = new Roster();
  readonly #named: Roster<string, Task> = new Roster();
  readonly #host: TaskHost;
  readonly #sent: WeakSet<Frame> = new WeakSet();
  // A frame that nobody here holds is named by no plan any more.
  readonly #collected: FinalizationRegistry<number> = new FinalizationRegistry((id) => {
    for (const m of this.#members) m.forget([id]);
  });
  #falseStarts = 0;
  #closed = false;
  #held = false;
  #idle: (() => void) | null = null;

  constructor(options: PoolOptions = {}) {
    this.#crew = {
      roots: options.roots ?? [],
      heap: options.heap ?? 4096,
      patience: options.patience ?? 40,
      held: () => this.#held,
      sent: (f) => {
        if (this.#sent.has(f)) return;
        this.#sent.add(f);
        this.#collected.register(f, f.id);
      },
    };
    this.#workers = options.workers ?? Math.max(1, availableParallelism() - 1);
    this.#mostRunning = options.running ?? 64;
    this.#mostQueued = options.queued ?? 1000;
    this.#timeout = options.timeout ?? 300_000;
    this.#memory = options.memory === undefined ? 2e9 : options.memory;
    this.#host = {
      stop: (task, why) => task.at?.member.stop(task, why),
      credit: (task, bytes) => task.at?.member.credit(task, bytes),
      settled: (task) => this.#settled(task),
      stalls: (task, stalled) => {
        task.at?.member.stalls(task, stalled);
        if (stalled) this.#give();
      },
    };
    for (let i = 0; i < this.#workers; i++) this.#open();
  }

  get running(): number {
    return this.#at.size;
  }
  get queued(): number {
    return this.#waiting.size;
  }
  /** Threads that are up. */
  get threads(): number {
    return this.#members.filter((m) => m.ready).length;
  }

  #open(): void {
    const member: Member = new Member(this.#crew, {
      ready: () => {
        this.#falseStarts = 0;
        this.#give();
      },
      done: (task) => {
        this.#at.delete(task.number);
        this.#give();
      },
      ended: (gone, tasks, cause) => this.#ended(gone, tasks, cause),
    });
    this.#members.push(member);
  }

  #ended(gone: Member, tasks: readonly Task[], cause: unknown): void {
    this.#members.splice(this.#members.indexOf(gone), 1);
    const memory = (cause as { readonly code?: string } | undefined)?.code === "ERR_WORKER_OUT_OF_MEMORY";
    for (const task of tasks) {
      this.#at.delete(task.number);
      if (task.settled) continue;
      task.started = false;
      // Who only stood beside the one that was stopped begins again.
      if (cause === undefined && !task.given && !this.#closed && tasks.some((t) => t.settled))
        this.#waiting.add(task.order.owner, task, true);
      else
        task.fail(
          memory
            ? new PolaroidError("MEMORY_LIMIT", "the thread of the query ran out of memory", { cause })
            : new PolaroidError("UNAVAILABLE", "the thread of the query ended; try again", { cause }),
        );
    }
    if (this.#closed) return;
    if (!gone.ready && ++this.#falseStarts >= FALSE_STARTS) {
      const error = new PolaroidError("ENGINE_UNAVAILABLE", "no thread for queries can be started", { cause });
      for (let task = this.#waiting.next(); task !== undefined; task = this.#waiting.next()) task.fail(error);
      if (this.#members.length > 0) return;
    }
    this.#open();
    this.#give();
  }

  /** Threads keep the process alive while somebody waits for them. */
  #hold(): void {
    const held = this.#at.size > 0 || this.#waiting.size > 0;
    if (held === this.#held) return;
    this.#held = held;
    for (const m of this.#members) m.hold(held);
  }

  #give(): void {
    this.#start();
    this.#hold();
    if (!this.#held) this.#idle?.();
  }

  #start(): void {
    while (this.#waiting.size > 0 && this.#at.size < this.#mostRunning) {
      let least: Member | undefined;
      for (const m of this.#members) if (m.room && m.active < (least?.active ?? DEPTH)) least = m;
      if (least === undefined) return;
      const task = this.#waiting.next() as Task;
      this.#at.set(task.number, task);
      least.start(task);
      if (!task.started) this.#at.delete(task.number);
    }
  }

  #settled(task: Task): void {
    const { owner, id } = task.order;
    if (!task.started && this.#waiting.remove(owner, task)) this.#give();
    if (id !== undefined && this.#named.get(nameOf(owner, id)) === task) this.#named.delete(nameOf(owner, id));
  }

  #ask(
    wanted: Wanted,
    plan: Plan,
    request: Partial<QueryRequest>,
    optimize: boolean,
    more: Partial<Pick<Order, "file" | "records" | "ipc">> = {},
  ): { readonly task: Task; readonly inbox: Inbox | null } {
    const { signal, owner = "", id } = request;
    if (this.#closed) throw new PolaroidError("UNAVAILABLE", "the server takes no more queries");
    if (signal?.aborted === true) throw stopped(signal);
    if (this.#waiting.size >= this.#mostQueued && this.#waiting.size > 0)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `${this.#waiting.size} queries wait already, and no more may; try again later`,
      );
    const order: Order = {
      file: null,
      records: null,
      ipc: null,
      ...more,
      wanted,
      plan: travelling(plan),
      owner,
      id,
      memory: this.#memory,
      optimize,
    };
    let task: Task | null = null;
    const inbox =
      wanted === "rows" || wanted === "file"
        ? new Inbox({
            taken: (bytes) => task?.taken(bytes),
            left: () => task?.fail(new PolaroidError("CANCELLED", "nobody reads the rows any more")),
          })
        : null;
    const made = new Task(order, inbox, this.#host);
    task = made;
    if (id !== undefined) {
      const name = nameOf(owner, id);
      if (this.#named.has(name)) throw new PolaroidError("ALREADY_EXISTS", `a query of the id ${id} runs already`);
      this.#named.set(name, made);
    }
    this.#limit(made, signal, Math.min(request.timeout ?? this.#timeout, this.#timeout));
    this.#waiting.add(owner, made);
    this.#give();
    return { task: made, inbox };
  }

  #limit(task: Task, signal: AbortSignal | undefined, timeout: number): void {
    const timer = setTimeout(
      () => task.fail(new PolaroidError("TIMEOUT", `the query took longer than ${timeout} ms`)),
      Math.min(timeout, 2 ** 31 - 1),
    );
    timer.unref();
    const abort = (): void => task.fail(stopped(signal));
    signal?.addEventListener("abort", abort, { once: true });
    task.leave = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
  }

  async run(request: QueryRequest): Promise<Answer> {
    const { inbox } = this.#ask("rows", request.plan, request, true);
    const box = inbox as Inbox;
    const schema = await box.schema;
    return { schema, messages: box.messages() };
  }

  async collect(request: QueryRequest): Promise<Frame> {
    const { task } = this.#ask("frame", request.plan, request, true);
    return unpackedFrame((await task.value) as Omit<PackedFrame, "id">);
  }

  encode(request: QueryRequest, file: FileForm): Encoded {
    const { task, inbox } = this.#ask("file", request.plan, request, true, { file });
    const rows = task.value as Promise<number>;
    return { bytes: bytesOf(inbox as Inbox), rows };
  }

  async records(text: string, table: RecordTable | null, request: Omit<QueryRequest, "plan">): Promise<Frame> {
    const records = { text, table: table && packedSchema(table.schema), marks: table?.marks ?? [] };
    const { task } = this.#ask("records", NOTHING, request, true, { records });
    return unpackedFrame((await task.value) as Omit<PackedFrame, "id">);
  }

  async received(bytes: Uint8Array, request: Omit<QueryRequest, "plan">): Promise<Frame> {
    const { task } = this.#ask("ipc", NOTHING, request, true, { ipc: bytes });
    return unpackedFrame((await task.value) as Omit<PackedFrame, "id">);
  }

  async schema(plan: Plan, signal?: AbortSignal): Promise<ReturnType<typeof unpackedSchema>> {
    const { task } = this.#ask("schema", plan, signal === undefined ? {} : { signal }, true);
    return unpackedSchema((await task.value) as PackedSchema);
  }

  async explain(plan: Plan, optimized: boolean, signal?: AbortSignal): Promise<Explained> {
    const { task } = this.#ask("explain", plan, signal === undefined ? {} : { signal }, optimized);
    return (await task.value) as Explained;
  }

  cancel(id: string, owner: string): boolean {
    const task = this.#named.get(nameOf(owner, id));
    task?.fail(new PolaroidError("CANCELLED", `the query ${id} was cancelled`));
    return task !== undefined;
  }

  /** Frames that no new plan will name: the threads let go of them. */
  forget(frames: readonly Frame[]): void {
    const ids = frames.map(sharedId);
    for (const m of this.#members) m.forget(ids);
  }

  /** Waits until nothing runs or waits. */
  async idle(): Promise<void> {
    if (this.#at.size === 0 && this.#waiting.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }

  /** Ends all threads as if they had died; others take their places. */
  async endThreads(): Promise<void> {
    await Promise.all(this.#members.slice().map((m) => m.end()));
  }

  async close(): Promise<void> {
    this.#closed = true;
    const error = new PolaroidError("UNAVAILABLE", "the server ends");
    for (let task = this.#waiting.next(); task !== undefined; task = this.#waiting.next()) task.fail(error);
    for (const task of this.#at.values()) task.fail(error);
    await Promise.all(this.#members.slice().map((m) => m.end()));
  }
}

async function* bytesOf(inbox: Inbox): AsyncGenerator<Uint8Array> {
  for await (const { body } of inbox.messages()) yield* body;
}

const nameOf = (owner: string, id: string): string => JSON.stringify([owner, id]);

function stopped(signal: AbortSignal | undefined): PolaroidError {
  const reason: unknown = signal?.reason;
  if (reason instanceof PolaroidError) return reason;
  const known = toPolaroidError(reason);
  return known.code === "TIMEOUT"
    ? known
    : new PolaroidError("CANCELLED", "the query was cancelled", { cause: reason });
}

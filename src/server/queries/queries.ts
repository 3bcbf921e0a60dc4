import type { Schema } from "../../arrow/schema.ts";
import type { FlightMessage } from "../../flight/data.ts";
import type { Frame, Plan } from "../../plan/node.ts";
import type { FileForm } from "./protocol.ts";
import type { RecordTable } from "./records.ts";

/** A query to run in a worker thread. */
export interface QueryRequest {
  /** Its frames lie in memory that threads share, or are copied there once. */
  readonly plan: Plan;
  readonly signal: AbortSignal;
  /** The session: queries of several take turns. */
  readonly owner: string;
  /** By which `cancel` knows it. */
  readonly id?: string | undefined;
  /** Milliseconds until it fails with `TIMEOUT`; the server's own limit where it is shorter. */
  readonly timeout?: number | undefined;
}

/** Rows on their way. */
export interface Answer {
  readonly schema: Schema;
  /** The schema's message, then those of the rows, encoded by the thread that ran the query. */
  readonly messages: AsyncIterable<FlightMessage>;
}

/** A file on its way. */
export interface Encoded {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** How many rows it has, once all bytes were read. */
  readonly rows: Promise<number>;
}

/** What will happen to a plan, in parts. */
export interface Explained {
  readonly logical: string;
  readonly physical: string;
  /** The rules that changed it, in their order, with commas. */
  readonly optimizations: string;
  readonly engine: string;
  /** Whether the rows are kept from before, and why not where they never are. */
  readonly cache?: string | undefined;
}

/** Runs plans away from the thread that serves. */
export interface Queries {
  run(request: QueryRequest): Promise<Answer>;
  /** The rows kept, in shared memory: for Cache, create table as, insert. */
  collect(request: QueryRequest): Promise<Frame>;
  /** The rows as the bytes of a file, made where the query runs. */
  encode(request: QueryRequest, file: FileForm): Encoded;
  /** JSON objects as rows, of the columns of a table where there is one. */
  records(text: string, table: RecordTable | null, request: Omit<QueryRequest, "plan">): Promise<Frame>;
  /** Arrow IPC as rows in shared memory. The bytes are all of their buffer, which is gone then. */
  received(bytes: Uint8Array, request: Omit<QueryRequest, "plan">): Promise<Frame>;
  schema(plan: Plan, signal?: AbortSignal): Promise<Schema>;
  explain(plan: Plan, optimized: boolean, signal?: AbortSignal): Promise<Explained>;
  /** Stops an owner's query; false where none of that id runs or waits. */
  cancel(id: string, owner: string): boolean;
  readonly running: number;
  readonly queued: number;
  close(): Promise<void>;
}

import type { Column } from "../../arrow/column.ts";
import type { ErrorCode } from "../../core/codes.ts";
import type { RecordTable } from "./records.ts";

/** A schema as it travels: names, types and nullability as the text of JSON. */
export type PackedSchema = string;
/** A frame on its way to another thread: its large buffers are shared. */
export interface PackedFrame {
  readonly id: number;
  readonly schema: PackedSchema;
  readonly batches: readonly { readonly columns: readonly Column[]; readonly length: number }[];
}

/** What a thread needs to know from the start. */
export interface Setup {
  readonly roots: readonly string[];
  /** One place for each job that it may have: 0, or why it is to stop. */
  readonly stops: Int32Array;
  /** First a count that goes on with every look at a place, then how many native calls are at work. */
  readonly alive: Int32Array;
}
export const STOP_CANCELLED = 1;
export const STOP_TIMEOUT = 2;
/** Jobs of one thread at once, the stalled ones included. */
export const SLOTS = 1024;

/** What is made of a plan: its rows encoded, its rows kept, the bytes of a file, its schema, its explanation; or rows of what came. */
export type Wanted = "rows" | "frame" | "file" | "schema" | "explain" | "records" | "ipc";

/** JSON objects, and the columns of the table that they are for. */
export interface Records {
  readonly text: string;
  readonly table: PackedSchema | null;
  readonly marks: RecordTable["marks"];
}

/** How a file is written. */
export interface FileForm {
  readonly format: "parquet" | "csv";
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly kind: "job";
  readonly id: number;
  readonly slot: number;
  readonly wanted: Wanted;
  readonly plan: string;
  /** Ids of all frames in the plan. */
  readonly uses: readonly number[];
  /** Those that the thread has not got. */
  readonly frames: readonly PackedFrame[];
  readonly memory: number | null;
  readonly optimize: boolean;
  /** Where a file is wanted. */
  readonly file: FileForm | null;
  /** Where records are to become rows; there is no plan then. */
  readonly records: Records | null;
  /** Where Arrow IPC is to become rows: its bytes, which move to the thread. */
  readonly ipc: Uint8Array | null;
}
export type ToThread =
  | Job
  /** So many more bytes may be sent. */
  | { readonly kind: "credit"; readonly id: number; readonly bytes: number }
  | { readonly kind: "stop"; readonly id: number }
  | { readonly kind: "forget"; readonly frames: readonly number[] };

/** One message of Flight: the pieces of its body are shared, or lie in one buffer that moves. */
export interface PackedMessage {
  readonly header: Uint8Array;
  readonly body: readonly Uint8Array[];
}
export interface Part {
  readonly kind: "part";
  readonly id: number;
  /** With the first part. */
  readonly schema: PackedSchema | null;
  readonly messages: readonly PackedMessage[];
  readonly bytes: number;
  readonly last: boolean;
}
export interface Failure {
  readonly code: ErrorCode;
  readonly detail: string;
  /** Where in a text of SQL. */
  readonly offset?: number | undefined;
}
export type FromThread =
  | { readonly kind: "ready" }
  | Part
  | { readonly kind: "value"; readonly id: number; readonly value: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly failure: Failure };

/** Bytes that a thread sends before somebody took some of them. */
export const WINDOW: number = 4 << 20;

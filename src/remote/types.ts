import type { Signal } from "../core/host.ts";

/** How one call is made. */
export interface RemoteCall {
  readonly signal?: Signal;
  /** Milliseconds that it may take, tries included. */
  readonly timeout?: number;
}
/** A table of the server's. */
export interface RemoteTable {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly version: number;
}
/** Rows or a plan that a server holds for a session. */
export interface RemoteHandle {
  readonly handle: string;
  /** What its last step is. */
  readonly kind: string;
  /** Milliseconds until it is dropped unless it is used. */
  readonly expiresIn: number;
  readonly rows: number;
  readonly bytes: number;
}
/** What a server says of itself. */
export interface RemoteServer {
  readonly version: string;
  readonly planVersions: readonly number[];
  readonly engines: readonly string[];
  /** Milliseconds since it began. */
  readonly uptime: number;
  readonly running: number;
  readonly queued: number;
  readonly handles: number;
  readonly sessions: number;
}
export interface PutOptions extends RemoteCall {
  /** Milliseconds that all of it may take, reading the rows included. */
  readonly timeout?: number;
  /** What becomes of a table of that name; "fail" unless given. */
  readonly ifExists?: "fail" | "replace" | "append";
  /** Bytes of a message: 4 MiB. */
  readonly chunkBytes?: number;
}

import type { Framed, Memory } from "../frame.ts";
import type { Metadata } from "../metadata.ts";
import type { Method } from "../method.ts";
import type { Status } from "../status.ts";
import type { RawHeaders, Wire } from "../wire.ts";

/** Cuts what comes into messages. */
export interface Reader {
  push(chunk: Uint8Array): readonly Framed[];
  /** The messages that end with the stream; throws where it ends within one. */
  end(): readonly Framed[];
}

/** What goes back beside the messages. */
export interface Answer {
  readonly responseHeaders: Metadata;
  readonly trailers: Metadata;
}

/** How one call speaks on the wire. */
export interface Speech {
  /** The header that says how long the caller waits, as milliseconds; null: for ever. Throws where it is malformed. */
  readonly timeout: number | null;
  /** Whether it carries calls with one message each way, or all others; null: any. */
  readonly streams: boolean | null;
  reader(limit: number, memory?: Memory): Reader;
  /** The bytes of a message as the method's codec reads them. */
  received(method: Method, bytes: Uint8Array): Uint8Array;
  /** A message as it goes out. */
  sent(method: Method, pieces: readonly Uint8Array[]): readonly Uint8Array[];
  /** Headers of the answer. */
  headers(answer: Answer): RawHeaders;
  /** Ends the answer, `started` where headers have gone. */
  finish(wire: Wire, answer: Answer, status: Status, started: boolean): void;
}

/** A way to carry calls over HTTP: null where the exchange is not of its kind. */
export type Protocol = (wire: Wire, type: string) => Speech | null;

import type { FlightMessage } from "../../../flight/data.ts";
import { type FromThread, type PackedMessage, type PackedSchema, WINDOW } from "../protocol.ts";

export type Post = (message: FromThread, move: readonly ArrayBuffer[]) => void;

/** Bytes after which what there is goes out. */
const PART = 256 << 10;
/** Bytes from which memory moves to the other thread. */
const MOVES = 64 << 10;
/** Milliseconds after which it does. */
const LATE = 20;

const isShared = (v: Uint8Array): boolean => v.buffer instanceof SharedArrayBuffer;

/** Copies what is not shared into one buffer that can move, piece after piece that lie together. */
function packed(messages: readonly FlightMessage[]): {
  readonly messages: PackedMessage[];
  readonly move: ArrayBuffer[];
} {
  let bytes = 0;
  for (const m of messages) {
    bytes += m.header.length;
    for (const b of m.body) if (!isShared(b)) bytes += b.length;
  }
  const room = new Uint8Array(bytes);
  let at = 0;
  const put = (v: Uint8Array): Uint8Array => {
    const from = at;
    room.set(v, from);
    at += v.length;
    return room.subarray(from, at);
  };
  const out = messages.map(({ header, body }): PackedMessage => {
    const head = put(header);
    const pieces: Uint8Array[] = [];
    let from = -1;
    const close = (): void => {
      if (from >= 0 && at > from) pieces.push(room.subarray(from, at));
      from = -1;
    };
    for (const b of body) {
      if (isShared(b)) {
        close();
        if (b.length > 0) pieces.push(b);
        continue;
      }
      if (from < 0) from = at;
      put(b);
    }
    close();
    return { header: head, body: pieces };
  });
  // A move costs more than a copy of little.
  return { messages: out, move: bytes >= MOVES ? [room.buffer] : [] };
}

/** Sends the messages of one answer in parts, no faster than they are taken. */
export class Outbox {
  readonly #id: number;
  readonly #post: Post;
  readonly #now: () => number;
  #schema: PackedSchema | null;
  #waiting: FlightMessage[] = [];
  #bytes = 0;
  #credit: number = WINDOW;
  #since: number;
  #wake: (() => void) | null = null;

  constructor(id: number, schema: PackedSchema | null, post: Post, now: () => number) {
    this.#id = id;
    this.#schema = schema;
    this.#post = post;
    this.#now = now;
    this.#since = now();
  }

  /** Takes a message; waits where the other side has enough for now. */
  push(m: FlightMessage): Promise<void> | undefined {
    this.#waiting.push(m);
    this.#bytes += m.header.length + m.body.reduce((n, b) => n + b.length, 0);
    if (this.#bytes < PART && this.#now() - this.#since < LATE) return undefined;
    this.#flush(false);
    if (this.#credit > 0) return undefined;
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  end(): void {
    this.#flush(true);
  }

  /** Sends what waits where something else says the end. */
  flush(): void {
    if (this.#waiting.length > 0) this.#flush(false);
  }

  #flush(last: boolean): void {
    const bytes = this.#bytes;
    const { messages, move } = packed(this.#waiting);
    this.#post({ kind: "part", id: this.#id, schema: this.#schema, messages, bytes, last }, move);
    this.#schema = null;
    this.#waiting = [];
    this.#bytes = 0;
    this.#credit -= bytes;
    this.#since = this.#now();
  }

  /** So much was taken; also wakes who waits in vain. */
  credit(bytes: number): void {
    this.#credit += bytes;
    if (this.#credit <= 0) return;
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}

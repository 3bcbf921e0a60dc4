import { PolaroidError } from "../core/error.ts";

const PREFIX = 5;
/** Set in a frame's first byte: the message is compressed. */
const COMPRESSED = 1;

/** Memory that a message is given at once; a longer one has the rest as it comes, so that nobody is given much for a promise. */
const FIRST = 128 << 10;
const GROWTH = 32;

/** Message sizes that are taken where nothing else is said. */
export const MESSAGE_LIMIT: number = 64 << 20;

/** One frame as it came. */
export interface Framed {
  /** The frame's first byte. */
  readonly flags: number;
  readonly bytes: Uint8Array<ArrayBufferLike>;
}
/** Undoes the compression of a message. */
export type Inflate = (bytes: Uint8Array) => Uint8Array;
/** Where messages get their memory, at least as many bytes as they ask for, and give back what they have outgrown. */
export interface Memory {
  allocate(bytes: number): ArrayBufferLike;
  free(buffer: ArrayBufferLike): void;
}

/** Pieces of a message behind the five bytes that say how long it is. */
export function framed(pieces: readonly Uint8Array[], flags = 0): readonly Uint8Array[] {
  let length = 0;
  for (const p of pieces) length += p.length;
  const head = new Uint8Array(PREFIX);
  head[0] = flags;
  new DataView(head.buffer).setUint32(1, length);
  return [head, ...pieces];
}

/** The pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0] as Uint8Array;
  const out = new Uint8Array(pieces.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of pieces) {
    out.set(p, at);
    at += p.length;
  }
  return out;
}

const FRESH: Memory = { allocate: (bytes) => new ArrayBuffer(bytes), free: () => undefined };

/**
 * Cuts a stream of bytes into frames. Each message is copied once, to where its last byte ends at a multiple of eight: what
 * stands at the end of a message, as the body of an Arrow batch does, lies as typed arrays need it.
 */
export class FrameReader {
  readonly #limit: number;
  readonly #inflate: Inflate | null;
  readonly #memory: Memory;
  readonly #head: Uint8Array = new Uint8Array(PREFIX);
  #headed = 0;
  #message: Uint8Array | null = null;
  #length = 0;
  #filled = 0;

  constructor(limit: number = MESSAGE_LIMIT, inflate: Inflate | null = null, memory: Memory = FRESH) {
    this.#limit = limit;
    this.#inflate = inflate;
    this.#memory = memory;
  }

  /** Whether a frame has begun and not ended. */
  get within(): boolean {
    return this.#headed > 0;
  }

  /** Takes a chunk and gives the frames that are complete. */
  push(chunk: Uint8Array): Framed[] {
    const out: Framed[] = [];
    for (let at = 0; at < chunk.length; ) {
      if (this.#message === null) {
        while (this.#headed < PREFIX && at < chunk.length) this.#head[this.#headed++] = chunk[at++] as number;
        if (this.#headed < PREFIX) break;
        this.#begin();
      }
      const message = this.#roomy();
      const some = Math.min(message.length - this.#filled, chunk.length - at);
      message.set(chunk.subarray(at, at + some), this.#filled);
      this.#filled += some;
      at += some;
      if (this.#filled === this.#length) out.push(this.#end(message));
    }
    // A message without bytes ends with its head.
    if (this.#message !== null && this.#length === 0) out.push(this.#end(this.#message));
    return out;
  }

  #begin(): void {
    const length = new DataView(this.#head.buffer).getUint32(1);
    if (length > this.#limit)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `a message of ${length} bytes where ${this.#limit} are taken; send it in parts`,
      );
    this.#length = length;
    this.#filled = 0;
    this.#message = this.#room(Math.min(length, FIRST));
  }

  /** So many bytes whose end is aligned. */
  #room(length: number): Uint8Array {
    const room = Math.ceil(length / 8) * 8;
    return new Uint8Array(this.#memory.allocate(room), room - length, length);
  }

  /** The message's memory with room for more of it. */
  #roomy(): Uint8Array {
    const message = this.#message as Uint8Array;
    if (this.#filled < message.length || message.length === this.#length) return message;
    const larger = this.#room(Math.min(this.#length, message.length * GROWTH));
    larger.set(message);
    this.#memory.free(message.buffer);
    this.#message = larger;
    return larger;
  }

  #end(message: Uint8Array): Framed {
    const flags = this.#head[0] as number;
    this.#message = null;
    this.#headed = 0;
    if ((flags & COMPRESSED) === 0) return { flags, bytes: message };
    if (this.#inflate === null)
      throw new PolaroidError("INTERNAL", "a compressed message, though no compression was agreed on");
    return { flags: flags & ~COMPRESSED, bytes: this.#inflate(message) };
  }
}

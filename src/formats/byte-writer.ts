import type { ByteSink } from "../core/host.ts";
import { utf8Into } from "../core/utf8.ts";

const FLUSH = 1 << 20;

/** Gathers text and bytes, and hands them to a sink a megabyte at a time. */
export class ByteWriter {
  bytes: Uint8Array = new Uint8Array(FLUSH + (64 << 10));
  at = 0;
  readonly #sink: ByteSink;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  get full(): boolean {
    return this.at >= FLUSH;
  }

  /** Makes room for some bytes. */
  room(bytes: number): void {
    if (this.at + bytes <= this.bytes.length) return;
    const more = new Uint8Array(Math.max(this.at + bytes, this.bytes.length * 2));
    more.set(this.bytes.subarray(0, this.at));
    this.bytes = more;
  }

  byte(b: number): void {
    this.room(1);
    this.bytes[this.at++] = b;
  }

  text(text: string): void {
    this.room(text.length * 3);
    this.at += utf8Into(text, this.bytes, this.at);
  }

  copy(data: Uint8Array, start: number, end: number): void {
    this.room(end - start);
    if (end - start > 32) this.bytes.set(data.subarray(start, end), this.at);
    else for (let i = start; i < end; i++) this.bytes[this.at + i - start] = data[i] as number;
    this.at += end - start;
  }

  /** A sink may keep what it gets, so it gets a copy. */
  async flush(): Promise<void> {
    if (this.at === 0) return;
    const out = this.bytes.slice(0, this.at);
    this.at = 0;
    await this.#sink.write(out);
  }
}

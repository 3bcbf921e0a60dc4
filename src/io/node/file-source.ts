import { createReadStream, readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Signal } from "../../core/host.ts";
import { checkSignal } from "../../core/signal.ts";
import { checkRange, FIRST_CHUNK, nextChunk } from "../limits.ts";
import { StreamSource } from "../stream-source.ts";
import { fileError } from "./errors.ts";
import { identify, LeasedHandle } from "./file-handle.ts";

/** A read of so many bytes at most is made on this thread: what the system holds in memory comes sooner than a hand-over. */
const SHORT = 8 << 20;
/** A read that took longer, by itself and for each MiB, waited for a disk; then so many are left to other threads. */
const WAITED = { ms: 4, each: 1, next: 64 };
let away = 0;

function readNow({ fd }: FileHandle, bytes: Uint8Array, at: number, start: number): number {
  const since = performance.now();
  const read = readSync(fd, bytes, at, bytes.length - at, start);
  if (performance.now() - since > WAITED.ms + (WAITED.each * read) / (1 << 20)) away = WAITED.next;
  return read;
}

async function readAway(handle: FileHandle, bytes: Uint8Array, at: number, start: number): Promise<number> {
  away = Math.max(0, away - 1);
  return (await handle.read(bytes, at, Math.min(bytes.length - at, 1 << 30), start)).bytesRead;
}

async function fill(path: string, handle: FileHandle, start: number, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const short = away === 0 && bytes.length - at <= SHORT;
    const bytesRead = short ? readNow(handle, bytes, at, start + at) : await readAway(handle, bytes, at, start + at);
    if (bytesRead === 0)
      throw new PolaroidError(
        "CORRUPT",
        `${path} ends at byte ${start + at} where ${start + bytes.length} are needed; it was cut while it was read`,
      );
    at += bytesRead;
  }
}

class FileSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly version: string;
  readonly #handle: LeasedHandle;

  constructor(path: string, size: number, version: string, handle: FileHandle) {
    this.name = path;
    this.size = size;
    this.version = version;
    this.#handle = new LeasedHandle(path, version, handle);
  }

  async read(start: number, end: number, signal?: Signal): Promise<Uint8Array> {
    checkSignal(signal);
    checkRange(this.name, start, end, this.size);
    // Memory that is not zeroed: what is short of it throws.
    const bytes = new Uint8Array(Buffer.allocUnsafeSlow(end - start).buffer);
    await this.#handle.use((handle) => fill(this.name, handle, start, bytes));
    return bytes;
  }

  async readInto(start: number, into: Uint8Array, signal?: Signal): Promise<void> {
    checkSignal(signal);
    checkRange(this.name, start, start + into.length, this.size);
    await this.#handle.use((handle) => fill(this.name, handle, start, into));
  }

  lend<T>(work: (file: number) => Promise<T>): Promise<T> {
    return this.#handle.use((handle) => work(handle.fd));
  }

  tail(length: number, signal?: Signal): Promise<Uint8Array> {
    return this.read(Math.max(0, this.size - length), this.size, signal);
  }

  async *stream(start: number, signal?: Signal): AsyncIterable<Uint8Array> {
    let bytes = FIRST_CHUNK;
    let at = start;
    const next = (): Promise<Uint8Array> => {
      const end = Math.min(at + bytes, this.size);
      const chunk = this.read(at, end, signal);
      chunk.catch(() => {});
      at = end;
      bytes = nextChunk(bytes);
      return chunk;
    };
    let ahead = next();
    for (;;) {
      const chunk = await ahead;
      if (chunk.length === 0) return;
      ahead = next();
      yield chunk;
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** A file by path; a pipe or a device is read as a stream. */
export async function fileSource(path: string): Promise<ByteSource> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, "r");
    const { size, version, regular } = await identify(path, handle);
    if (regular) return new FileSource(path, size, version, handle);
    return new StreamSource(path, handle.createReadStream());
  } catch (cause) {
    await handle?.close();
    throw fileError(path, cause);
  }
}

/** Standard input, as a source that can be read once. */
export const stdinSource = (): ByteSource =>
  new StreamSource("standard input", createReadStream("", { fd: 0, autoClose: false }));

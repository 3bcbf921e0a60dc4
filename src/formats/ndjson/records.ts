import { PolaroidError } from "../../core/error.ts";
import { further } from "../../kernels/further.ts";
import { kernels } from "../../kernels/memory.ts";
import { Pending } from "../pending.ts";
import { Cursor } from "./cursor.ts";

const BRACE = 123;

/** Throws unless the bytes, which lie at `src` of the kernels' memory too, are UTF-8. */
export function utf8At(src: number, bytes: Uint8Array, name: string, line: number): void {
  const at = further.csvUtf8(src, bytes.length);
  if (at < 0) return;
  let lines = line;
  for (let i = 0; i < at; i++) if (bytes[i] === 10) lines++;
  throw new PolaroidError("CORRUPT", `${name}: line ${lines} is not UTF-8; convert the file first`);
}

/** Throws unless the bytes are UTF-8. */
export function checkUtf8(bytes: Uint8Array, name: string, line: number): void {
  const mark = kernels.mark();
  try {
    utf8At(kernels.put(bytes), bytes, name, line);
  } finally {
    kernels.reset(mark);
  }
}

/** Calls `take` with the cursor at each line's object, until it says false; blank lines are passed over. */
export function eachLine(bytes: Uint8Array, name: string, line: number, take: (c: Cursor) => boolean): number {
  const c = new Cursor(bytes, name, line);
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(10, at);
    const end = found < 0 ? bytes.length : found;
    c.at = at;
    c.end = end;
    const first = c.next();
    if (first !== -1) {
      if (first !== BRACE) throw c.unexpected("an object");
      if (!take(c)) return c.line;
      if (c.next() !== -1) throw c.unexpected("the end of the line");
    }
    c.line++;
    at = end + 1;
  }
  return c.line;
}

/** Calls `take` with the cursor at each object of an array, until it says false. */
export function eachItem(bytes: Uint8Array, name: string, take: (c: Cursor) => boolean): void {
  const c = new Cursor(bytes, name, 1);
  c.nextOver();
  c.at++;
  if (c.nextOver() === 93) c.at++;
  else {
    for (;;) {
      if (c.nextOver() !== BRACE) throw c.unexpected("an object");
      if (!take(c)) return;
      const b = c.nextOver();
      if (b === 93) {
        c.at++;
        break;
      }
      if (b !== 44) throw c.unexpected('"," or "]"');
      c.at++;
    }
  }
  if (c.nextOver() !== -1) throw c.unexpected("the end of the file");
}

/** Stretches of whole lines; the last may lack its line end. */
export async function* wholeLines(chunks: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  const pending = new Pending(name);
  for await (const chunk of chunks) {
    const before = pending.length;
    pending.push(chunk);
    const last = chunk.lastIndexOf(10);
    if (last < 0) continue;
    yield pending.bytes.subarray(0, before + last + 1);
    pending.drop(before + last + 1);
  }
  if (pending.length > 0) yield pending.bytes;
}

/** All of a stream, as far as it is bearable. */
export async function gather(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const pending = new Pending(name);
  for await (const chunk of chunks) pending.push(chunk);
  return pending.bytes;
}

/** Drops the byte order mark. */
export async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk;
      continue;
    }
    const joined: Uint8Array = new Uint8Array(head.length + chunk.length);
    joined.set(head);
    joined.set(chunk, head.length);
    head = joined;
    if (head.length >= 3) {
      yield hasMark(head) ? head.subarray(3) : head;
      head = null;
    }
  }
  if (head !== null && head.length > 0) yield head;
}

export const hasMark = (b: Uint8Array): boolean => b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf;

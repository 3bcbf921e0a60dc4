import { PolaroidError } from "../core/error.ts";

/** The most that one block may inflate to where nothing says its size: what is above is taken for a bomb. */
export const MAX_INFLATED: number = 1 << 30;
/** The first chunk of a stream is small, so that the first rows come at once. */
export const FIRST_CHUNK: number = 64 << 10;
export const LAST_CHUNK: number = 4 << 20;

/** How many bytes a stream reads at a time: doubling from the first chunk to the last. */
export const nextChunk = (bytes: number): number => Math.min(bytes * 2, LAST_CHUNK);

/** Throws unless [start, end) is a range of whole bytes within `size` (-1: any). */
export function checkRange(name: string, start: number, end: number, size: number): void {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start)
    throw new PolaroidError("CORRUPT", `${name}: bytes ${start} to ${end} were asked for, which is no range`);
  if (size >= 0 && end > size)
    throw new PolaroidError("CORRUPT", `${name} has ${size} bytes where ${end} are needed; it is truncated or damaged`);
}

/** Joins chunks into one array. */
export function concatBytes(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1 && chunks[0]?.length === length) return chunks[0];
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

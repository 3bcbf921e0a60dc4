import type { Batch } from "../batch.ts";
import type { Schema } from "../schema.ts";
import type { Block } from "./flat-builder.ts";
import { corrupt } from "./flat-reader.ts";
import { type Footer, prefixLength, readFooter, readHeader } from "./read-message.ts";
import { type DecodeOptions, MessageDecoder, StreamDecoder } from "./stream-decoder.ts";

/** Rows with their schema: what goes in and out of Arrow bytes and libraries. */
export interface Batches {
  readonly schema: Schema;
  readonly batches: readonly Batch[];
}

export const FILE_MAGIC: readonly number[] = [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31];
export const hasFileMagic = (bytes: Uint8Array, at = 0): boolean => FILE_MAGIC.every((b, i) => bytes[at + i] === b);

/** The length of a footer, from a file's last 10 bytes. */
export function footerLength(end: Uint8Array, size: number): number {
  if (end.length < 10 || !hasFileMagic(end, end.length - 6))
    throw corrupt("the file does not end in ARROW1: it is cut short or was not finished");
  const length = new DataView(end.buffer, end.byteOffset + end.length - 10).getInt32(0, true);
  if (length <= 0 || length > size - 18) throw corrupt(`a footer of ${length} bytes in a file of ${size}`);
  return length;
}

/** The metadata of a file's message, without its prefix. */
export const blockMetadata = (bytes: Uint8Array): Uint8Array => bytes.subarray(prefixLength(bytes));

function readFile(bytes: Uint8Array): Footer {
  const length = footerLength(bytes, bytes.length);
  const at = bytes.length - 10 - length;
  return readFooter(bytes.subarray(at, at + length), at);
}

function decodeFile(bytes: Uint8Array, options: DecodeOptions): Batches {
  const footer = readFile(bytes);
  const messages = new MessageDecoder(options);
  messages.setSchema(footer.fields);
  const batches: Batch[] = [];
  const read = ({ offset, metadata, body }: Block): void => {
    const header = readHeader(blockMetadata(bytes.subarray(offset, offset + metadata)));
    if (header.kind === "schema") throw corrupt("a schema where data is expected");
    const at = offset + metadata;
    const b = messages.push(header, bytes.subarray(at, at + body));
    if (b !== null) batches.push(b);
  };
  for (const block of footer.dictionaries) read(block);
  for (const block of footer.batches) read(block);
  return { schema: messages.schema as Schema, batches };
}

/**
 * Decodes Arrow IPC bytes, file or stream; columns share the bytes' memory where they can.
 * @throws `CORRUPT`, and `NOT_SUPPORTED` naming the column and type that cannot be held.
 * @example
 * const { schema, batches } = decode(bytes);
 */
export function decode(bytes: Uint8Array, options: DecodeOptions = {}): Batches {
  if (hasFileMagic(bytes)) return decodeFile(bytes, options);
  const decoder = new StreamDecoder(options);
  const batches = [...decoder.push(bytes)];
  decoder.finish();
  return { schema: decoder.schema as Schema, batches };
}

import { type Block, FlatBuilder } from "./flat-builder.ts";
import type { FieldPlan } from "./layout-plan.ts";
import { CONTINUATION } from "./wire.ts";
import { writeSchema } from "./write-schema.ts";

const VERSION = 4;
const BUFFER_ALIGN = 64;
const ZEROS: Uint8Array = new Uint8Array(BUFFER_ALIGN);

/** One IPC message: its flatbuffer, and the pieces of its body as they lie in the columns (padding included). */
export interface Message {
  readonly kind: "schema" | "dictionary" | "batch";
  readonly metadata: Uint8Array;
  readonly body: readonly Uint8Array[];
  readonly bodyLength: number;
}

/** The nodes and buffers of columns that are written. */
export interface Body {
  /** Length and null count of each node. */
  readonly nodes: number[];
  readonly buffers: Uint8Array[];
}

const KINDS = { schema: 1, dictionary: 2, batch: 3 } as const;

function finish(
  b: FlatBuilder,
  kind: Message["kind"],
  header: number,
  body: readonly Uint8Array[],
  bodyLength: number,
): Message {
  const root = b.start().i64(3, bodyLength).ref(2, header).i16(0, VERSION).u8(1, KINDS[kind]).end();
  return { kind, metadata: b.finish(root), body, bodyLength };
}

export function schemaMessage(fields: readonly FieldPlan[]): Message {
  const b = new FlatBuilder();
  return finish(b, "schema", writeSchema(b, fields), [], 0);
}

function writeBatch(
  b: FlatBuilder,
  length: number,
  { nodes, buffers }: Body,
  codec: number,
): { table: number; body: Uint8Array[]; size: number } {
  const ranges: number[] = [];
  const body: Uint8Array[] = [];
  let size = 0;
  for (const bytes of buffers) {
    ranges.push(size, bytes.length);
    if (bytes.length === 0) continue;
    body.push(bytes);
    size += bytes.length;
    const pad = -size & (BUFFER_ALIGN - 1);
    if (pad > 0) body.push(ZEROS.subarray(0, pad));
    size += pad;
  }
  const rangesAt = b.longs(ranges, 2);
  const nodesAt = b.longs(nodes, 2);
  const compression = codec < 0 ? 0 : b.start().u8(0, codec).u8(1, 0).end();
  return { table: b.start().i64(0, length).ref(1, nodesAt).ref(2, rangesAt).ref(3, compression).end(), body, size };
}

/** `codec` is -1 (none), 0 (LZ4) or 1 (ZSTD). */
export function batchMessage(length: number, content: Body, codec: number): Message {
  const b = new FlatBuilder();
  const { table, body, size } = writeBatch(b, length, content, codec);
  return finish(b, "batch", table, body, size);
}

export function dictionaryMessage(id: number, delta: boolean, length: number, content: Body, codec: number): Message {
  const b = new FlatBuilder();
  const { table, body, size } = writeBatch(b, length, content, codec);
  return finish(
    b,
    "dictionary",
    b
      .start()
      .i64(0, id)
      .ref(1, table)
      .u8(2, delta ? 1 : 0)
      .end(),
    body,
    size,
  );
}

/** The bytes of a message in a stream or, from `position` on, in a file, where bodies are aligned. */
export function frame(message: Message, position = 0, align = 8): Uint8Array[] {
  const { metadata } = message;
  const pad = -(position + 8 + metadata.length) & (align - 1);
  const head = new Uint8Array(8 + metadata.length + pad);
  const view = new DataView(head.buffer);
  view.setUint32(0, CONTINUATION, true);
  view.setInt32(4, metadata.length + pad, true);
  head.set(metadata, 8);
  return [head, ...message.body];
}

/** The mark at a stream's end. */
export const endOfStream = (): Uint8Array => new Uint8Array([255, 255, 255, 255, 0, 0, 0, 0]);

/** A file's footer with its length and the closing magic. */
export function footer(
  fields: readonly FieldPlan[],
  dictionaries: readonly Block[],
  batches: readonly Block[],
  magic: readonly number[],
): Uint8Array {
  const b = new FlatBuilder();
  const schema = writeSchema(b, fields);
  const [d, r] = [b.blocks(dictionaries), b.blocks(batches)];
  const bytes = b.finish(b.start().ref(1, schema).ref(2, d).ref(3, r).i16(0, VERSION).end());
  const out = new Uint8Array(bytes.length + 10);
  out.set(bytes);
  new DataView(out.buffer).setInt32(bytes.length, bytes.length, true);
  out.set(magic, bytes.length + 4);
  return out;
}

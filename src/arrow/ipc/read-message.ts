import { PolaroidError } from "../../core/error.ts";
import type { Block } from "./flat-builder.ts";
import { corrupt, count64, type FlatTable, flatRoot } from "./flat-reader.ts";
import { readSchema } from "./read-schema.ts";
import { type BatchHeader, CONTINUATION, type Header, MAX_ROWS, type WireField } from "./wire.ts";

/** No message's body may be larger. */
const MAX_BODY = 2 ** 36;

function readBatch(t: FlatTable): BatchHeader {
  const length = t.count(0, "a batch's length");
  if (length > MAX_ROWS)
    throw new PolaroidError("LIMIT_EXCEEDED", `Arrow IPC: a batch of ${length} rows; at most ${MAX_ROWS} are read`);
  const nodes = t.structs(1, 16);
  const buffers = t.structs(2, 16);
  const compression = t.table(3);
  const counts = t.structs(4, 8);
  const pairs = new Float64Array(nodes.length * 2);
  for (let i = 0; i < nodes.length; i++) {
    pairs[2 * i] = count64(nodes.view, nodes.at + 16 * i, "a node's length");
    pairs[2 * i + 1] = Number(nodes.view.getBigInt64(nodes.at + 16 * i + 8, true));
  }
  const ranges = new Float64Array(buffers.length * 2);
  for (let i = 0; i < ranges.length; i++) ranges[i] = count64(buffers.view, buffers.at + 8 * i, "a buffer");
  const variadic = new Float64Array(counts.length);
  for (let i = 0; i < counts.length; i++) variadic[i] = count64(counts.view, counts.at + 8 * i, "a number of buffers");
  return { length, nodes: pairs, buffers: ranges, variadic, codec: codecOf(compression) };
}

function codecOf(t: FlatTable | null): BatchHeader["codec"] {
  if (t === null) return "none";
  const codec = t.u8(0);
  if (codec > 1 || t.u8(1) !== 0)
    throw new PolaroidError("NOT_SUPPORTED", `Arrow IPC: compression ${codec} is not read; LZ4 and ZSTD are`);
  return codec === 0 ? "lz4" : "zstd";
}

/** Reads the flatbuffer of a message (Message.fbs). */
export function readHeader(bytes: Uint8Array): Header {
  const t = flatRoot(bytes);
  const version = t.i16(0);
  if (version < 3)
    throw new PolaroidError("NOT_SUPPORTED", `Arrow IPC: metadata version ${version + 1}; versions 4 and 5 are read`);
  const header = t.table(2);
  if (header === null) throw corrupt("a message without a header");
  const body = t.count(3, "a body's length");
  if (body > MAX_BODY) throw corrupt(`a body of ${body} bytes`);
  switch (t.u8(1)) {
    case 1:
      return { kind: "schema", fields: readSchema(header), body };
    case 2: {
      const data = header.table(1);
      if (data === null) throw corrupt("a dictionary without data");
      return { kind: "dictionary", id: header.i64(0), delta: header.u8(2) !== 0, batch: readBatch(data), body };
    }
    case 3:
      return { kind: "batch", batch: readBatch(header), body };
    default:
      throw new PolaroidError("NOT_SUPPORTED", `Arrow IPC: a message of kind ${t.u8(1)} (a tensor?) is not read`);
  }
}

/** Where the flatbuffer of a message starts: 8 bytes in, or 4 before Arrow 0.15. */
export const prefixLength = (bytes: Uint8Array): number =>
  bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === CONTINUATION ? 8 : 4;

export interface Footer {
  readonly fields: readonly WireField[];
  readonly dictionaries: readonly Block[];
  readonly batches: readonly Block[];
}

function readBlocks(t: FlatTable, slot: number, size: number): Block[] {
  const { view, at, length } = t.structs(slot, 24);
  const out: Block[] = [];
  for (let i = 0; i < length; i++) {
    const p = at + 24 * i;
    const block = {
      offset: count64(view, p, "a block"),
      metadata: view.getInt32(p + 8, true),
      body: count64(view, p + 16, "a block"),
    };
    if (block.metadata < 8 || block.offset + block.metadata + block.body > size)
      throw corrupt("a block lies outside of the file");
    out.push(block);
  }
  return out;
}

/** Reads a file's footer (File.fbs); `size` is that of the part of the file before it. */
export function readFooter(bytes: Uint8Array, size: number): Footer {
  const t = flatRoot(bytes);
  const schema = t.table(1);
  if (schema === null) throw corrupt("the footer has no schema");
  const footer = { fields: readSchema(schema), dictionaries: readBlocks(t, 2, size), batches: readBlocks(t, 3, size) };
  const total = [...footer.dictionaries, ...footer.batches].reduce((sum, b) => sum + b.metadata + b.body, 0);
  if (total > size) throw corrupt("blocks overlap");
  return footer;
}

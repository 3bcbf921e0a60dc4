export { type Batch, batch, columnOf, sliceBatch } from "./batch.ts";
export { columnFrom } from "./build.ts";
export type {
  BoolColumn,
  BytesColumn,
  Column,
  DictColumn,
  FixedColumn,
  FixedListColumn,
  ListColumn,
  NullColumn,
  StructColumn,
  Validity,
  Values,
} from "./column.ts";
export { type ArrowSource, fromArrow } from "./interop/from-arrow.ts";
export { type ArrowLibrary, loadArrow, toArrow } from "./interop/to-arrow.ts";
export type { Codecs, IpcCompression } from "./ipc/compression.ts";
export { type Batches, decode } from "./ipc/decode.ts";
export { encodeFile, encodeStream, streamChunks } from "./ipc/encode.ts";
export { type EncodeOptions, FileEncoder, MessageEncoder, StreamEncoder } from "./ipc/encoder.ts";
export { frame, type Message } from "./ipc/message.ts";
export { type DecodeOptions, MessageDecoder, StreamDecoder } from "./ipc/stream-decoder.ts";
export { type Field, field, type Schema, schema } from "./schema.ts";
export * from "./types.ts";
export { type Stored, valueAt, valuesOf } from "./value.ts";

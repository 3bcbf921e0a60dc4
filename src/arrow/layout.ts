import { world } from "../core/world.ts";
import type { Column, Values } from "./column.ts";
import type { DataType, TypeId } from "./types.ts";

type Maker = (length: number) => Values;
const MAKERS: Partial<Record<TypeId, Maker>> = {
  Int8: (n) => new Int8Array(n),
  Int16: (n) => new Int16Array(n),
  Int32: (n) => new Int32Array(n),
  Int64: (n) => new BigInt64Array(n),
  UInt8: (n) => new Uint8Array(n),
  UInt16: (n) => new Uint16Array(n),
  UInt32: (n) => new Uint32Array(n),
  UInt64: (n) => new BigUint64Array(n),
  Float32: (n) => new Float32Array(n),
  Float64: (n) => new Float64Array(n),
  Decimal: (n) => new BigInt64Array(2 * n),
  Date32: (n) => new Int32Array(n),
  Time: (n) => new BigInt64Array(n),
  Datetime: (n) => new BigInt64Array(n),
  Duration: (n) => new BigInt64Array(n),
};

/** Room for `length` values of a fixed-width type. */
export function allocate(type: DataType, length: number): Values {
  const maker = MAKERS[type.id];
  if (maker === undefined) throw new Error(`${type.id} has no fixed width`);
  return maker(length);
}

/** Below this, zeroed memory costs as little. */
const LARGE = 1 << 14;
/** From here on a buffer is handed to other threads as it is; a smaller one is copied with a message. */
export const SHARED: number = 1 << 16;
/** Whether large buffers are made so that other threads can read them: turned on where there are threads. */
export const sharing: { on: boolean } = { on: false };

/** A buffer for what is written to its last byte at once: where the world can, it is not zeroed before. */
export const room = (bytes: number): ArrayBuffer =>
  bytes < LARGE || world.Buffer === undefined ? new ArrayBuffer(bytes) : world.Buffer.allocUnsafeSlow(bytes).buffer;

/** The same for what lives as long as a frame: other threads can read it where there are any. */
export const lastingRoom = (bytes: number): ArrayBufferLike =>
  sharing.on && bytes >= SHARED ? new SharedArrayBuffer(bytes) : room(bytes);

/** Bytes of one value of a fixed-width type. */
export const widthOf = (type: DataType): number => {
  const one = allocate(type, 1);
  return one.byteLength;
};

/** The bytes that a column holds, those shared with others included. */
export function byteSize(c: Column): number {
  const own = c.validity?.byteLength ?? 0;
  switch (c.layout) {
    case "fixed":
      return own + c.values.byteLength;
    case "bool":
      return own + c.bits.byteLength;
    case "bytes":
      return own + c.offsets.byteLength + ((c.offsets[c.length] ?? 0) - (c.offsets[0] ?? 0));
    case "dict":
      return own + c.codes.byteLength + byteSize(c.dictionary);
    case "list":
      return own + c.offsets.byteLength + byteSize(c.child);
    case "fixedList":
      return own + byteSize(c.child);
    case "struct":
      return c.children.reduce((sum, child) => sum + byteSize(child), own);
    case "null":
      return own;
  }
}

import type { ByteSource, Signal } from "../core/host.ts";
import { checkSignal } from "../core/signal.ts";
import { checkRange, LAST_CHUNK } from "./limits.ts";

/** Bytes that are in memory already. */
export function bytesSource(data: ArrayBuffer | ArrayBufferView, name = "bytes"): ByteSource {
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  return {
    name,
    size: bytes.length,
    version: "",
    async read(start, end, signal): Promise<Uint8Array> {
      checkSignal(signal);
      checkRange(name, start, end, bytes.length);
      return bytes.subarray(start, end);
    },
    async tail(length, signal): Promise<Uint8Array> {
      checkSignal(signal);
      return bytes.subarray(Math.max(0, bytes.length - length));
    },
    async *stream(start: number, signal?: Signal): AsyncIterable<Uint8Array> {
      for (let at = start; at < bytes.length; at += LAST_CHUNK) {
        checkSignal(signal);
        yield bytes.subarray(at, at + LAST_CHUNK);
      }
    },
    async close(): Promise<void> {},
  };
}

import { blockMetadata, decode, footerLength, hasFileMagic } from "../../arrow/ipc/decode.ts";
import { prefixLength, readFooter, readHeader } from "../../arrow/ipc/read-message.ts";
import type { Header, WireField } from "../../arrow/ipc/wire.ts";
import { weigh } from "../../arrow/weight.ts";
import { PolaroidError } from "../../core/error.ts";
import { sharedFrame } from "../../engines/wasm/parallel/share.ts";
import { nodeHost } from "../../io/node/host.ts";
import { type Frame, frameOf } from "../../plan/node.ts";
import { churned } from "./churn.ts";

type Message = readonly [header: Header, body: Uint8Array];

function* inFile(bytes: Uint8Array): Generator<Message> {
  const length = footerLength(bytes, bytes.length);
  const end = bytes.length - 10 - length;
  const { fields, dictionaries, batches } = readFooter(bytes.subarray(end, end + length), end);
  yield [{ kind: "schema", fields, body: 0 }, bytes.subarray(0, 0)];
  for (const { offset, metadata, body } of [...dictionaries, ...batches]) {
    const at = offset + metadata;
    yield [readHeader(blockMetadata(bytes.subarray(offset, at))), bytes.subarray(at, at + body)];
  }
}

function* inStream(bytes: Uint8Array): Generator<Message> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length; ) {
    const prefix = prefixLength(bytes.subarray(at));
    const size = view.getInt32(at + prefix - 4, true);
    const start = at + prefix + size;
    // What is wrong with it, the reader tells.
    if (size <= 0 || start > bytes.length) return;
    const header = readHeader(bytes.subarray(at + prefix, start));
    at = start + header.body;
    yield [header, bytes.subarray(start, at)];
  }
}

const runEnds = (fields: readonly WireField[]): number =>
  fields.reduce((n, f) => n + (f.wire.kind === "ree" ? 1 : 0) + runEnds(f.children), 0);

/** Bytes of a value that a run is said of again and again. */
const EACH = 8;

/** Bytes that Arrow IPC says its rows have: what is compressed, and runs, may be a thousand times what comes. */
export function expandedBytes(bytes: Uint8Array): number {
  let total = 0;
  let runs = 0;
  for (const [header, body] of hasFileMagic(bytes) ? inFile(bytes) : inStream(bytes)) {
    if (header.kind === "schema") {
      runs = runEnds(header.fields);
      continue;
    }
    const { buffers, codec, length } = header.batch;
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    total += runs * length * EACH;
    for (let i = 0; i + 1 < buffers.length; i += 2) {
      const [at, size] = [buffers[i] as number, buffers[i + 1] as number];
      const packed = codec !== "none" && size >= 8 && at + 8 <= body.length;
      const said = packed ? Number(view.getBigInt64(at, true)) : size;
      total += said < 0 ? size - 8 : said;
    }
  }
  return total;
}

/** Rows of Arrow IPC, file or stream, whose memory is shared already; `MEMORY_LIMIT` where they are more than `limit` bytes. */
export function ipcRows(bytes: Uint8Array, limit: number | null): Frame {
  const expanded = expandedBytes(bytes);
  if (limit !== null && expanded > limit)
    throw new PolaroidError(
      "MEMORY_LIMIT",
      `the rows that came in ${bytes.length} bytes have ${expanded}, more than the ${limit} that a query may hold`,
    );
  const { schema, batches } = decode(bytes, { codecs: nodeHost });
  weigh(batches.flatMap((b) => b.columns));
  churned(bytes.length);
  return sharedFrame(frameOf(schema, batches));
}

/** A copy in memory that threads share. */
export function sharedCopy(bytes: Uint8Array): Uint8Array {
  const memory = new Uint8Array(new SharedArrayBuffer(bytes.length));
  memory.set(bytes);
  return memory;
}

import { PolaroidError } from "../../core/error.ts";
import type { Host } from "../../core/host.ts";
import { kernels } from "../../kernels/memory.ts";
import { crc32 } from "../parquet/crc32.ts";
import { Cursor, corrupt } from "./cursor.ts";

/** How the blocks of a file are packed. */
export interface Codec {
  readonly inflate: (bytes: Uint8Array) => Uint8Array;
  readonly deflate: (bytes: Uint8Array) => Uint8Array;
}
const TABLE = 1 << 15;

function snappyInflate(packed: Uint8Array): Uint8Array {
  if (packed.length < 5) throw corrupt("a Snappy block of less than 5 bytes");
  const body = packed.subarray(0, -4);
  // The length is a plain varint, not a zigzag one.
  let size = 0;
  const c = new Cursor(body);
  for (let shift = 0; shift < 35; shift += 7) {
    const b = c.byte();
    size += (b & 127) * 2 ** shift;
    if (b < 128) break;
  }
  if (size > body.length * 24 + 1024) throw corrupt(`a Snappy block of ${body.length} bytes that promises ${size}`);
  const mark = kernels.mark();
  try {
    const src = kernels.put(body);
    const dst = kernels.push(size);
    if (kernels.k.snappyDecode(src, src + body.length, dst, dst + size) !== 0)
      throw corrupt("a Snappy block does not inflate");
    const out = kernels.u8.slice(dst, dst + size);
    const sum = new DataView(packed.buffer, packed.byteOffset + body.length, 4).getUint32(0);
    if (crc32(out) >>> 0 !== sum) throw corrupt("the checksum of a block is wrong");
    return out;
  } finally {
    kernels.reset(mark);
  }
}
function snappyDeflate(bytes: Uint8Array): Uint8Array {
  const mark = kernels.mark();
  try {
    const src = kernels.put(bytes);
    const dst = kernels.push(64 + bytes.length + Math.ceil(bytes.length / 6));
    const n = kernels.k.snappyEncode(src, bytes.length, dst, kernels.push(TABLE)) >>> 0;
    const out = new Uint8Array(n + 4);
    out.set(kernels.u8.subarray(dst, dst + n));
    new DataView(out.buffer).setUint32(n, crc32(bytes) >>> 0);
    return out;
  } finally {
    kernels.reset(mark);
  }
}

/** The codec of a name, loaded where it is not here. */
export async function codecOf(name: string, host: Host): Promise<Codec> {
  if (name === "null") return { inflate: (b) => b, deflate: (b) => b };
  if (name === "snappy") return { inflate: snappyInflate, deflate: snappyDeflate };
  const known = name === "deflate" ? "deflate" : name === "zstandard" ? "zstd" : null;
  if (known === null)
    throw new PolaroidError(
      "NOT_SUPPORTED",
      `Avro's codec ${name} is not read; null, deflate, snappy and zstandard are`,
    );
  if (host.inflate[known] === undefined) await host.loadCodec(known);
  return {
    inflate: (b) => (host.inflate[known] as (bytes: Uint8Array, size: number) => Uint8Array)(b, 0),
    deflate: (b) => {
      const made = host.deflate[known]?.(b);
      if (made === undefined)
        throw new PolaroidError(
          "NOT_SUPPORTED",
          `this ${host.name} host cannot compress with ${known}; write with compression "snappy"`,
        );
      return made;
    },
  };
}

import type { ByteSource, Signal } from "../../core/host.ts";
import type { ColumnChunk } from "./metadata.ts";
import type { Literal } from "./predicate.ts";
import type { Leaf } from "./schema.ts";
import { int, struct, ThriftReader } from "./thrift.ts";
import { compare, toPlain } from "./value.ts";
import { xxhash64 } from "./xxhash64.ts";

const SALT = [0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31];
const HEADER = 64;
const MOST = 1 << 26;

/** A split block bloom filter: whether a hash may be in it. */
export function mayHold(bits: DataView, hash: bigint): boolean {
  const blocks = bits.byteLength / 32;
  const block = Number(((hash >> 32n) * BigInt(blocks)) >> 32n) * 32;
  const key = Number(hash & 0xffffffffn);
  for (let i = 0; i < 8; i++) {
    const bit = Math.imul(key, SALT[i] as number) >>> 27;
    if (((bits.getUint32(block + 4 * i, true) >>> bit) & 1) === 0) return false;
  }
  return true;
}

/** Reads a chunk's bloom filter; null where there is none, or one of a kind that is not known. */
export async function readBloom(
  source: ByteSource,
  leaf: Leaf,
  chunk: ColumnChunk,
  signal?: Signal,
): Promise<((value: Literal) => boolean) | null> {
  const { bloom } = chunk;
  if (bloom === null || source.size < 0 || bloom.offset + 8 > source.size) return null;
  const known = bloom.length !== null && bloom.length > 0 && bloom.length <= MOST ? bloom.length : HEADER;
  const head = await source.read(bloom.offset, Math.min(source.size, bloom.offset + known), signal);
  const reader = new ThriftReader(head);
  let size: number;
  try {
    const header = reader.struct();
    size = int(header, 1, "a bloom filter's size");
    for (const id of [2, 3, 4]) if (struct(header, id)?.fields[1] === undefined) return null;
  } catch {
    return null;
  }
  const start = bloom.offset + reader.at;
  if (size < 32 || size > MOST || size % 32 !== 0 || start + size > source.size) return null;
  const bytes =
    reader.at + size <= head.length
      ? head.subarray(reader.at, reader.at + size)
      : await source.read(start, start + size, signal);
  const bits = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return ([low, high]) => {
    if (compare(low, high) !== 0) return true;
    const plain = toPlain(leaf, low);
    return plain === null || mayHold(bits, xxhash64(plain));
  };
}

import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Signal } from "../../core/host.ts";
import { type FileMetadata, fileMetadata } from "./metadata.ts";
import { corrupt, ThriftReader } from "./thrift.ts";

const TAIL = 64 * 1024;
const PAR1 = 0x31524150;
const PARE = 0x45524150;

export const encrypted = (name: string): PolaroidError =>
  new PolaroidError("ENCRYPTED", `${name} is an encrypted Parquet file; decrypt it first, keys are not taken`);

/** Footers of files at hand that were read last, by what they are called and when they were written. */
const kept = new Map<string, { readonly metadata: FileMetadata; readonly bytes: number }>();
const KEPT = 4 << 20;
let size = 0;

function keep(key: string, metadata: FileMetadata, bytes: number): void {
  kept.set(key, { metadata, bytes });
  size += bytes;
  for (const [first, { bytes: less }] of kept) {
    if (size <= KEPT) return;
    kept.delete(first);
    size -= less;
  }
}

/** Reads and parses the footer, or finds it among those of files that were not changed since. */
export async function readFooter(source: ByteSource, signal?: Signal): Promise<FileMetadata> {
  const key = `${source.version} ${source.name}`;
  const known = source.lend === undefined ? undefined : kept.get(key);
  if (known !== undefined) return known.metadata;
  const { metadata, bytes } = await parseFooter(source, signal);
  if (source.lend !== undefined && !kept.has(key)) keep(key, metadata, bytes);
  return metadata;
}

/** One read of the tail, a second only where the footer is larger. */
async function parseFooter(
  source: ByteSource,
  signal: Signal | undefined,
): Promise<{ readonly metadata: FileMetadata; readonly bytes: number }> {
  const tail = await source.tail(TAIL, signal);
  const no = (why: string): PolaroidError => new PolaroidError("CORRUPT", `${source.name} is no Parquet file: ${why}`);
  if (tail.length < 12) throw no(`it has only ${tail.length} bytes`);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const magic = view.getUint32(tail.length - 4, true);
  if (magic === PARE) throw encrypted(source.name);
  if (magic !== PAR1) throw no("it does not end with PAR1; it may have been cut off");
  const length = view.getUint32(tail.length - 8, true);
  let footer: Uint8Array;
  if (length + 8 <= tail.length) footer = tail.subarray(tail.length - 8 - length, tail.length - 8);
  else {
    if (tail.length < TAIL || (source.size >= 0 && length + 12 > source.size))
      throw no(`its footer would have ${length} bytes, more than the file`);
    const all = await source.tail(length + 8, signal);
    if (all.length < length + 8) throw no(`its footer would have ${length} bytes, more than the file`);
    footer = all.subarray(0, length);
  }
  const metadata = fileMetadata(new ThriftReader(footer).struct());
  if (metadata.encrypted) throw encrypted(source.name);
  if (metadata.schema.length === 0) throw corrupt("its footer has no schema");
  return { metadata, bytes: Math.max(tail.length, footer.length) };
}

import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Signal } from "../../core/host.ts";
import { type FileMetadata, fileMetadata } from "./metadata.ts";
import { corrupt, ThriftReader } from "./thrift.ts";

const TAIL = 64 * 1024;
const PAR1 = 0x31524150;
const PARE = 0x45524150;

export const encrypted = (name: string): PolaroidError =>
  new PolaroidError("ENCRYPTED", `${name} is an encrypted Parquet file; decrypt it first, keys are not taken`);

/** Reads and parses the footer: one read of the tail, a second only where the footer is larger. */
export async function readFooter(source: ByteSource, signal?: Signal): Promise<FileMetadata> {
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
  return metadata;
}

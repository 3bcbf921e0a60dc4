import { hasFileMagic } from "../../arrow/ipc/decode.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Host } from "../../core/host.ts";
import type { Table } from "../../plan/table.ts";
import type { Format, FormatOptions } from "../format.ts";
import { openFile } from "./file-table.ts";
import { memorySource } from "./memory-source.ts";
import { openStream } from "./stream-table.ts";
import { writer } from "./write.ts";

export type { IpcWriteOptions } from "./write.ts";

const startsWith = (head: Uint8Array, bytes: readonly number[]): boolean => bytes.every((b, i) => head[i] === b);
const isStream = (head: Uint8Array): boolean => startsWith(head, [255, 255, 255, 255]);
const isFeather1 = (head: Uint8Array): boolean => startsWith(head, [0x46, 0x45, 0x41, 0x31]);

async function firstBytes(source: ByteSource): Promise<Uint8Array> {
  if (source.size >= 0) return source.read(0, Math.min(16, source.size));
  const head: number[] = [];
  for await (const chunk of source.stream(0)) {
    head.push(...chunk.subarray(0, 16));
    if (head.length >= 16) break;
  }
  return Uint8Array.from(head);
}

async function open(source: ByteSource, _options: FormatOptions, host: Host): Promise<Table> {
  const head = await firstBytes(source);
  if (head.length === 0) throw new PolaroidError("CORRUPT", `${source.name} is empty`);
  if (isFeather1(head))
    throw new PolaroidError(
      "NOT_SUPPORTED",
      `${source.name} is a Feather V1 file; write it again as Arrow IPC (Feather V2)`,
    );
  if (!hasFileMagic(head)) return openStream(source, host);
  return openFile(source.size >= 0 ? source : await memorySource(source), host);
}

/** Arrow IPC, file (Feather V2) and stream. */
export const ipc: Format = {
  name: "ipc",
  extensions: ["arrow", "ipc", "feather", "arrows"],
  magic: (head) => hasFileMagic(head) || isStream(head) || isFeather1(head),
  open,
  writer,
};

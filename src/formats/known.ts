import { lazyFormat } from "./lazy.ts";
import { parquet } from "./parquet/index.ts";
import type { Formats } from "./registry.ts";

const starts = (head: Uint8Array, bytes: readonly number[]): boolean => bytes.every((b, i) => head[i] === b);
const ARROW = [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31];
const STREAM = [255, 255, 255, 255];
const AVRO = [0x4f, 0x62, 0x6a, 1];
const FEATHER = [0x46, 0x45, 0x41, 0x31];

/** The formats of both doors, those with magic bytes first. All but Parquet are loaded on their first file. */
export const FORMATS: Formats = [
  parquet,
  lazyFormat(
    {
      name: "ipc",
      extensions: ["arrow", "ipc", "feather", "arrows"],
      magic: (head) => starts(head, ARROW) || starts(head, STREAM) || starts(head, FEATHER),
    },
    async () => (await import("./ipc/index.ts")).ipc,
  ),
  lazyFormat(
    { name: "avro", extensions: ["avro"], magic: (head) => starts(head, AVRO) },
    async () => (await import("./avro/index.ts")).avro,
  ),
  lazyFormat(
    { name: "csv", extensions: ["csv", "tsv", "txt"], magic: null },
    async () => (await import("./csv/index.ts")).csv,
  ),
  lazyFormat(
    { name: "ndjson", extensions: ["ndjson", "jsonl", "json"], magic: null },
    async () => (await import("./ndjson/index.ts")).ndjson,
  ),
];

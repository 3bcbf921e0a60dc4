import type { ByteSource, Host } from "../../core/host.ts";
import type { Format, FormatOptions } from "../format.ts";
import { openAvro } from "./table.ts";
import { avroWriter } from "./writer.ts";

/** Avro's object container files: records in blocks, packed by null, deflate, snappy or zstandard. */
export const avro: Format = Object.freeze({
  name: "avro",
  extensions: ["avro"],
  magic: (head: Uint8Array) => head[0] === 0x4f && head[1] === 0x62 && head[2] === 0x6a && head[3] === 1,
  open: (source: ByteSource, _options: FormatOptions, host: Host) => openAvro(source, host),
  writer: avroWriter,
});

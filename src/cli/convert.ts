import { sinkFile } from "../api/write.ts";
import type { Command } from "./command.ts";
import { misuse, word, written } from "./command.ts";
import { progress } from "./progress.ts";
import { FORMAT_NAMES, source } from "./sources.ts";

const CODECS = ["none", "snappy", "zstd", "gzip", "lz4"];

/** `polaroid convert FROM TO`: a file in another format. */
export const convert: Command = {
  name: "convert",
  usage: "convert [--compression CODEC] FROM TO",
  summary: "Writes a file's rows in the format that the new name tells; all of it or nothing.",
  example: "polaroid convert flights.csv flights.parquet --compression zstd",
  options: {
    compression: { type: "string" },
    format: { type: "string" },
    to: { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  },
  help: [
    ["--compression CODEC", "none, snappy, zstd, gzip for Parquet; none, lz4, zstd for Arrow"],
    ["--format NAME", "the format read, where the name does not tell"],
    ["--to NAME", "the format written, where the name does not tell"],
    ["--json", "what was done as JSON"],
  ],
  async run(call) {
    const [from, to, more] = call.files;
    if (from === undefined || to === undefined || more !== undefined)
      throw misuse(this, "name one file (or pattern) and the new file");
    const format = word(call, "to", FORMAT_NAMES);
    const compression = word(call, "compression", CODECS);
    const bar = progress(call);
    const started = performance.now();
    try {
      const rows = await sinkFile(source(from, call).plan, to, format, {
        signal: call.signal,
        onProgress: bar.rows,
        ...(compression !== null && { compression }),
      });
      bar.end();
      const seconds = (performance.now() - started) / 1000;
      call.out(
        call.flags.json === true
          ? JSON.stringify({ from, to, rows, seconds })
          : `${written(rows, to)} in ${seconds.toFixed(2)} s`,
      );
    } catch (error) {
      bar.end();
      throw error;
    }
  },
};

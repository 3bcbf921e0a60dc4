import { sinkFile } from "../api/write.ts";
import { PolaroidError } from "../core/error.ts";
import type { Command } from "./command.ts";
import { needFiles } from "./command.ts";
import { progress } from "./progress.ts";
import { source } from "./sources.ts";

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
    needFiles(call, this.usage, 2);
    const [from, to] = call.files as readonly [string, string];
    if (call.files.length > 2) throw new PolaroidError("INVALID_ARGUMENT", "convert takes one file and the new name");
    const bar = progress(call);
    const started = performance.now();
    const { compression } = call.flags;
    try {
      const rows = await sinkFile(
        source(from, call).plan,
        to,
        typeof call.flags.to === "string" ? call.flags.to : null,
        {
          signal: call.signal,
          onProgress: bar.rows,
          ...(typeof compression === "string" && { compression }),
        },
      );
      bar.end();
      const seconds = (performance.now() - started) / 1000;
      call.out(
        call.flags.json === true
          ? JSON.stringify({ from, to, rows, seconds })
          : `${rows.toLocaleString("en-US")} rows written to ${to} in ${seconds.toFixed(2)} s`,
      );
    } catch (error) {
      bar.end();
      throw error;
    }
  },
};

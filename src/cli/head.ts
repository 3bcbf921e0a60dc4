import { tableText } from "../api/show/text.ts";
import type { Command } from "./command.ts";
import { count, eachFile, needFiles } from "./command.ts";
import { jsonText } from "./json.ts";
import { source } from "./sources.ts";

/** `polaroid head FILE...`: the first rows. */
export const head: Command = {
  name: "head",
  usage: "head [-n ROWS] [--json] FILE...",
  summary: "Prints the first rows of files: Parquet, CSV, NDJSON, Arrow.",
  example: "polaroid head -n 3 flights.parquet",
  options: {
    rows: { type: "string", short: "n" },
    json: { type: "boolean" },
    format: { type: "string" },
    help: { type: "boolean", short: "h" },
  },
  help: [
    [
      "FILE",
      'a path, a URL, a pattern such as "data/*.csv" (its files are read in order as one), or - for standard input',
    ],
    ["-n, --rows ROWS", "how many rows, 10 unless given"],
    ["--json", "one JSON object a row"],
    ["--format NAME", "parquet, csv, ndjson or ipc, where the name does not tell"],
  ],
  async run(call) {
    needFiles(call);
    const rows = count(call, "rows", 10);
    await eachFile(call, async (file) => {
      const frame = await source(file, call).head(rows).collect({ signal: call.signal });
      if (call.flags.json === true)
        for (const r of frame.toRecords({ int64: "bigint", datetime: "iso" })) call.out(jsonText(r));
      else {
        if (call.files.length > 1) call.out(file);
        call.out(tableText(frame.schema, frame.toBatch(), { rows, width: call.width }));
      }
    });
  },
};

import { typeToJson } from "../arrow/json.ts";
import { typeName } from "../arrow/type-info.ts";
import { bind } from "../engine/bind.ts";
import { checkFiles } from "../formats/union.ts";
import type { Command } from "./command.ts";
import { eachFile, needFiles } from "./command.ts";
import { jsonText } from "./json.ts";
import { source } from "./sources.ts";

/** `polaroid schema FILE...`: names and types of the columns. */
export const schema: Command = {
  name: "schema",
  usage: "schema [--json] FILE...",
  summary: "Prints the columns of files with their types, and the rows where the file tells.",
  example: "polaroid schema flights.parquet",
  options: { json: { type: "boolean" }, format: { type: "string" }, help: { type: "boolean", short: "h" } },
  help: [
    ["FILE", 'a path, a URL, a pattern such as "data/*.csv" (its files must agree), or - for standard input'],
    ["--json", "one JSON object a file"],
    ["--format NAME", "parquet, csv, ndjson or ipc, where the name does not tell"],
  ],
  async run(call) {
    needFiles(call);
    await eachFile(call, async (file) => {
      const bound = await bind(source(file, call).plan, call.signal);
      try {
        const table = bound.plan.kind === "scan" ? bound.plan.table : null;
        const fields = table?.schema.fields ?? [];
        const rows = table === null ? null : await checkFiles(table, call.signal);
        if (call.flags.json === true) {
          call.out(
            jsonText({
              file,
              rows,
              columns: fields.map((f) => ({ name: f.name, type: typeToJson(f.type), nullable: f.nullable })),
            }),
          );
          return;
        }
        call.out(
          `${file}: ${fields.length} ${fields.length === 1 ? "column" : "columns"}${rows === null ? "" : `, ${rows.toLocaleString("en-US")} rows`}`,
        );
        const width = Math.min(40, Math.max(0, ...fields.map((f) => f.name.length)));
        for (const f of fields)
          call.out(`  ${f.name.padEnd(width)}  ${typeName(f.type)}${f.nullable ? "" : ", never null"}`);
      } finally {
        await bound.close();
      }
    });
  },
};

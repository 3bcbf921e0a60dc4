import { bind } from "../engine/bind.ts";
import { checkFiles } from "../formats/union.ts";
import { fileSink } from "../io/node/file-sink.ts";
import type { Call, Command } from "./command.ts";
import { misuse, needFiles } from "./command.ts";
import { source } from "./sources.ts";
import { baseName, namesFrom, namesOf, type TableNames } from "./table-names.ts";
import { moduleText, type Named } from "./type-text.ts";

async function tableOf(call: Call, file: string, given: TableNames | null, used: Set<string>): Promise<Named> {
  const bound = await bind(source(file, call).plan, call.signal);
  try {
    const table = bound.plan.kind === "scan" ? bound.plan.table : null;
    if (table !== null) await checkFiles(table, call.signal);
    const names = given ?? namesOf(baseName(file), used);
    for (const name of [names.type, names.constant]) used.add(name);
    return { ...names, of: file, fields: table?.schema.fields ?? [] };
  } finally {
    await bound.close();
  }
}

/** `polaroid typegen FILE...`: the types of the columns as a module. */
export const typegen: Command = {
  name: "typegen",
  usage: "typegen [--name NAME] [--out PATH] FILE...",
  summary: "Writes a TypeScript module with the type of files' columns, and the schema that files are held to.",
  example: "polaroid typegen flights.parquet --name Flights --out flights.ts",
  options: {
    name: { type: "string" },
    out: { type: "string" },
    format: { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  },
  help: [
    ["FILE", 'a path, a URL, a pattern such as "data/*.csv" (its files must agree), or - for standard input'],
    ["--name NAME", "the name of the type, of one file; the file's name tells it otherwise"],
    ["--out PATH", "the module to write; standard output unless given"],
    ["--format NAME", "parquet, csv, ndjson or ipc, where the name does not tell"],
    ["--json", "what went wrong as JSON"],
  ],
  async run(call) {
    needFiles(call);
    const { name, out } = call.flags;
    if (name !== undefined && call.files.length > 1)
      throw misuse(this, "--name is for one file; the names of several come from theirs");
    const given = typeof name === "string" ? namesFrom(name) : null;
    if (typeof name === "string" && given === null)
      throw misuse(this, `--name ${name} is no name that is free; try ${namesOf(name).type}`);
    const used = new Set<string>();
    const tables: Named[] = [];
    for (const file of call.files) tables.push(await tableOf(call, file, given, used));
    const module = moduleText(tables);
    if (typeof out !== "string") return call.out(module.trimEnd());
    const sink = await fileSink(out);
    await sink.write(new TextEncoder().encode(module));
    await sink.commit();
    call.out(`${out}: ${tables.map((t) => t.type).join(", ")}`);
  },
};

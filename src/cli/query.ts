import { readFileSync } from "node:fs";
import { text as allOf } from "node:stream/consumers";
import { SqlContext } from "../api/sql-context.ts";
import { sinkFile } from "../api/write.ts";
import { fileError } from "../io/node/errors.ts";
import { type Call, type Command, count, misuse, word, written } from "./command.ts";
import { jsonText } from "./json.ts";
import { progress } from "./progress.ts";
import { FORMAT_NAMES } from "./sources.ts";
import { paramsOf } from "./sql/params.ts";
import { show } from "./sql/show.ts";

const USAGE = { usage: "query [--output FILE] [--param NAME=VALUE] SQL" };

/** How a query is run; no engine leaves it to the environment and the plan. */
interface Running {
  readonly engine?: string;
  readonly signal: AbortSignal;
}
const runningOf = ({ flags, signal }: Call): Running =>
  typeof flags["engine"] === "string" ? { engine: flags["engine"], signal } : { signal };

async function textOf(call: Call): Promise<string> {
  const { files, flags } = call;
  const file = flags["file"];
  if (typeof file === "string") {
    if (files.length > 0) throw misuse(USAGE, "give the SQL or --file, not both");
    try {
      return readFileSync(file, "utf8");
    } catch (cause) {
      throw fileError(file, cause as NodeJS.ErrnoException);
    }
  }
  const [text, more] = files;
  if (text === undefined) throw misuse(USAGE, "give the SQL, in quotes");
  if (more !== undefined) throw misuse(USAGE, "give the SQL as one argument, in quotes");
  return text === "-" ? allOf(process.stdin) : text;
}

async function write(
  call: Call,
  query: { readonly plan: Parameters<typeof sinkFile>[0] },
  output: string,
  running: Running,
): Promise<void> {
  const bar = progress(call);
  const started = performance.now();
  try {
    const rows = await sinkFile(query.plan, output, word(call, "to", FORMAT_NAMES), {
      ...running,
      onProgress: bar.rows,
    });
    const seconds = (performance.now() - started) / 1000;
    bar.end();
    if (call.flags["json"] === true) call.out(jsonText({ to: output, rows, seconds }));
    else call.out(`${written(rows, output)} in ${seconds.toFixed(2)} s`);
  } finally {
    bar.end();
  }
}

/** `polaroid query SQL`: what a query over files gives. */
export const query: Command = {
  name: "query",
  usage: USAGE.usage,
  summary: "Answers SQL over files: select, create view, copy ... to, explain, describe.",
  example: `polaroid query "select carrier, count(*) as flights from 'flights.parquet' group by carrier"`,
  options: {
    json: { type: "boolean" },
    output: { type: "string", short: "o" },
    to: { type: "string" },
    engine: { type: "string" },
    param: { type: "string", multiple: true },
    file: { type: "string", short: "f" },
    rows: { type: "string", short: "n" },
    help: { type: "boolean", short: "h" },
  },
  help: [
    ["SQL", "statements with ; between them, or - for standard input; tables are files: from 'data/*.csv'"],
    ["-o, --output FILE", "writes the rows of the last query to a file, in the format that its name tells"],
    ["--to NAME", "parquet, csv, ndjson or ipc, where the name does not tell"],
    ["--param NAME=VALUE", "a value for :NAME or $NAME; 1=VALUE for $1 and the first ?"],
    ["-f, --file FILE", "reads the SQL from a file"],
    ["-n, --rows ROWS", "how many rows a table shows at most, 40 unless given"],
    ["--engine NAME", "wasm, duckdb or auto"],
    ["--json", "one JSON object a row"],
  ],
  async run(call) {
    const text = await textOf(call);
    const params = paramsOf(call);
    const rows = count(call, "rows", 40);
    const { output, json } = call.flags;
    const running = runningOf(call);
    const form = { json: json === true, rows, width: call.width };
    let last: { readonly plan: Parameters<typeof sinkFile>[0] } | null = null;
    for await (const result of new SqlContext().statements(text, {
      ...running,
      ...(params !== undefined && { params }),
    })) {
      switch (result.kind) {
        case "rows":
          if (typeof output === "string") last = result.query;
          else show(await result.query.collect(running), form, call.out);
          break;
        case "text":
          call.out(result.text);
          break;
        case "written":
          call.out(
            json === true ? jsonText({ to: result.path, rows: result.rows }) : written(result.rows, result.path),
          );
          break;
        case "view":
          break;
      }
    }
    if (typeof output !== "string") return;
    if (last === null) throw misuse(USAGE, "--output needs a query that gives rows");
    await write(call, last, output, running);
  },
};

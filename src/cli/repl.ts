import { basename } from "node:path";
import { createInterface, type Interface } from "node:readline/promises";
import { SqlContext } from "../api/sql-context.ts";
import { PolaroidError, toPolaroidError } from "../core/error.ts";
import { type Call, type Command, count, written } from "./command.ts";
import { source } from "./sources.ts";
import { complete } from "./sql/complete.ts";
import { dot, type Settings } from "./sql/dots.ts";
import { ended } from "./sql/ended.ts";
import { readHistory, writeHistory } from "./sql/history.ts";
import { show } from "./sql/show.ts";

const PROMPT = "polaroid> ";
const MORE = "       -> ";
/** A statement that is longer than this is refused, so that a pipe of anything else does not fill the memory. */
const LONGEST = 16 << 20;

const viewName = (file: string): string =>
  basename(file)
    .replace(/\..*$/, "")
    .replace(/[^\p{L}\p{N}_]+/gu, "_")
    .toLowerCase();

/** Lines of SQL, run as their statements end. */
class Repl {
  readonly session: SqlContext = new SqlContext();
  readonly #call: Call;
  readonly #settings: Settings;
  readonly #rows: number;
  readonly #lines: Interface;
  readonly #terminal: boolean = process.stdin.isTTY === true && process.stdout.isTTY === true;
  #buffer = "";
  #running: AbortController | null = null;

  constructor(call: Call) {
    this.#call = call;
    this.#rows = count(call, "rows", 40);
    const engine = call.flags["engine"];
    this.#settings = { engine: typeof engine === "string" ? engine : null, timing: this.#terminal };
    for (const file of call.files) this.session.register(viewName(file), source(file, call));
    this.#lines = createInterface({
      input: process.stdin,
      ...(this.#terminal && {
        output: process.stdout,
        history: readHistory(),
        historySize: 1000,
        removeHistoryDuplicates: true,
      }),
      terminal: this.#terminal,
      prompt: PROMPT,
      completer: (line: string) => complete(line, this.session, call.signal),
    });
  }

  async run(): Promise<void> {
    const lines = this.#lines;
    lines.on("history", writeHistory);
    lines.on("SIGINT", () => this.#interrupt());
    this.#call.signal.addEventListener("abort", () => lines.close());
    if (this.#terminal) this.#call.out("SQL over files and views; .help tells more");
    this.#ask();
    for await (const line of lines) {
      if (!(await this.#line(line))) break;
      this.#ask();
    }
    lines.close();
    this.#call.signal.throwIfAborted();
    if (this.#buffer.trim() !== "") await this.#statement(this.#buffer);
    if (this.#terminal) this.#call.out("");
  }

  #ask(): void {
    if (!this.#terminal) return;
    this.#lines.setPrompt(this.#buffer === "" ? PROMPT : MORE);
    this.#lines.prompt();
  }

  /** Ctrl-C stops what runs, else forgets what was typed. */
  #interrupt(): void {
    if (this.#running !== null) {
      this.#running.abort();
      return;
    }
    this.#buffer = "";
    process.stdout.write("\n");
    // A line that is half typed is taken back too.
    this.#lines.write(null, { ctrl: true, name: "e" });
    this.#lines.write(null, { ctrl: true, name: "u" });
    this.#ask();
  }

  async #line(line: string): Promise<boolean> {
    if (this.#buffer === "" && line.trimStart().startsWith("."))
      return this.#guarded((signal) => dot(line, this.session, this.#settings, signal, this.#call.out));
    this.#buffer += `${line}\n`;
    if (this.#buffer.length > LONGEST)
      throw new PolaroidError("LIMIT_EXCEEDED", "a statement has more than 16 MB; is a ; or a quote missing?");
    if (this.#buffer.trim() === "") this.#buffer = "";
    for (let end = line.includes(";") ? ended(this.#buffer) : -1; end >= 0; end = ended(this.#buffer)) {
      const statement = this.#buffer.slice(0, end);
      this.#buffer = this.#buffer.slice(end);
      if (this.#buffer.trim() === "") this.#buffer = "";
      await this.#statement(statement);
    }
    return true;
  }

  /** Runs what may fail: at a terminal the session goes on, else it ends with the error. */
  async #guarded(work: (signal: AbortSignal) => Promise<boolean>): Promise<boolean> {
    const controller = new AbortController();
    this.#running = controller;
    try {
      return await work(AbortSignal.any([controller.signal, this.#call.signal]));
    } catch (cause) {
      if (!this.#terminal) throw cause;
      this.#call.tell(toPolaroidError(cause));
      return true;
    } finally {
      this.#running = null;
    }
  }

  #statement(text: string): Promise<boolean> {
    return this.#guarded(async (signal) => {
      const { engine, timing } = this.#settings;
      const running = { signal, ...(engine !== null && { engine }) };
      const { out, flags, width } = this.#call;
      const started = performance.now();
      for await (const result of this.session.statements(text, running)) {
        let rows: number | null = null;
        if (result.kind === "rows") {
          const frame = await result.query.collect(running);
          rows = frame.height;
          show(frame, { json: flags["json"] === true, rows: this.#rows, width }, out);
        } else if (result.kind === "text") out(result.text);
        else if (result.kind === "written") out(written(result.rows, result.path));
        const ms = performance.now() - started;
        if (timing)
          out(
            `${rows === null ? "" : `${rows.toLocaleString("en-US")} ${rows === 1 ? "row" : "rows"} in `}${ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`}`,
          );
      }
      return true;
    });
  }
}

/** `polaroid repl FILE...`: SQL line by line. */
export const repl: Command = {
  name: "repl",
  usage: "repl [--engine NAME] [--json] [FILE...]",
  summary: "Answers SQL line by line; every FILE is a view of its name.",
  example: "polaroid repl flights.parquet",
  options: {
    engine: { type: "string" },
    json: { type: "boolean" },
    format: { type: "string" },
    rows: { type: "string", short: "n" },
    help: { type: "boolean", short: "h" },
  },
  help: [
    ["FILE", "a file that is a view from the start: flights.parquet is flights"],
    ["-n, --rows ROWS", "how many rows a table shows at most, 40 unless given"],
    ["--engine NAME", "wasm, duckdb or auto; .engine in the session changes it"],
    ["--format NAME", "parquet, csv, ndjson or ipc, where the files' names do not tell"],
    ["--json", "one JSON object a row"],
  ],
  async run(call) {
    await new Repl(call).run();
  },
};

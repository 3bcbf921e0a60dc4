import { sql } from "../../api/read.ts";
import type { SqlContext } from "../../api/sql-context.ts";
import { typeName } from "../../arrow/type-info.ts";
import { PolaroidError } from "../../core/error.ts";
import { engineNames, knownEngine } from "../../engine/registry.ts";
import { quoteName, quoteString } from "../../sql/print/ident.ts";

/** What the lines of a session set. */
export interface Settings {
  engine: string | null;
  timing: boolean;
}

const HELP = `SQL ends with ; and may go over lines. Tables are files, in quotes, and views:
  from 'flights.parquet' limit 3;
  create view late as from 'flights.parquet' where dep_delay > 60;
  copy (select * from late) to 'late.csv';

  .tables          the views
  .schema NAME     the columns of a view or a file
  .engine [NAME]   the engine of queries: auto, wasm, duckdb
  .timing on|off   whether rows and time are told
  .help            this
  .quit            leaves, as Ctrl-D does; Ctrl-C stops a query`;

/** Carries out a line that begins with a dot; false where it ends the session. */
export async function dot(
  line: string,
  session: SqlContext,
  settings: Settings,
  signal: AbortSignal,
  out: (text: string) => void,
): Promise<boolean> {
  const [name = "", ...rest] = line.trim().replace(/;$/, "").split(/\s+/);
  const argument = rest.join(" ");
  switch (name) {
    case ".quit":
    case ".exit":
      return false;
    case ".help":
      out(HELP);
      return true;
    case ".tables":
      for (const view of session.tables()) out(view);
      return true;
    case ".schema": {
      if (argument === "") throw new PolaroidError("INVALID_ARGUMENT", ".schema needs the name of a view or a file");
      const file = argument.replace(/^'(.*)'$/, "$1");
      const query = session.tables().includes(argument.toLowerCase())
        ? await session.execute(`from ${quoteName(argument)}`)
        : sql(`from ${quoteString(file)}`);
      const { fields } = await query.collectSchema(signal);
      const width = Math.min(40, Math.max(0, ...fields.map((f) => f.name.length)));
      for (const f of fields) out(`  ${f.name.padEnd(width)}  ${typeName(f.type)}${f.nullable ? "" : ", never null"}`);
      return true;
    }
    case ".engine":
      if (argument !== "") {
        if (argument !== "auto") knownEngine(argument);
        settings.engine = argument === "auto" ? null : argument;
      }
      out(`engine: ${settings.engine ?? "auto"}; there are auto, ${engineNames().join(", ")}`);
      return true;
    case ".timing":
      if (argument !== "on" && argument !== "off") throw new PolaroidError("INVALID_ARGUMENT", ".timing is on or off");
      settings.timing = argument === "on";
      return true;
    default:
      throw new PolaroidError("INVALID_ARGUMENT", `there is no command ${name}; see .help`);
  }
}

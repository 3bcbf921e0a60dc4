import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SqlContext } from "../../api/sql-context.ts";
import { quoteName } from "../../sql/print/ident.ts";

const WORDS =
  "all and anti any as asc asof between by case cast copy create cross cube cume_dist dense_rank desc describe distinct else end except exclude exists explain extract filter first following for from full group grouping having ilike in inner intersect interval into is join lag last lateral lead left like limit natural not null nulls offset on or order outer over partition pivot preceding qualify range recursive replace right rollup row_number rows select semi sets similar summarize table then to try_cast unbounded union unpivot using values view when where window with avg coalesce count max min sum".split(
    " ",
  );
const DOTS = [".help", ".tables", ".schema", ".engine", ".timing", ".quit"];

/** Files and folders that a path in quotes may go on to. */
function filesFor(start: string): string[] {
  const folder = start.endsWith("/") ? start : dirname(start);
  try {
    return readdirSync(folder === "" ? "." : folder, { withFileTypes: true })
      .filter((e) => !e.name.startsWith("."))
      .map((e) => `${start.includes("/") ? join(folder, e.name) : e.name}${e.isDirectory() ? "/" : ""}`)
      .filter((path) => path.startsWith(start));
  } catch {
    return [];
  }
}

async function columnsOf(name: string, session: SqlContext, signal: AbortSignal): Promise<string[]> {
  const { fields } = await (await session.execute(`from ${quoteName(name)}`)).collectSchema(signal);
  return fields.map((f) => f.name);
}

/** What the end of a line may go on to, and the part of it that is meant: keywords, views, their columns, files in quotes. */
export async function complete(line: string, session: SqlContext, signal: AbortSignal): Promise<[string[], string]> {
  const quotes = line.split("'").length - 1;
  if (quotes % 2 === 1) {
    const start = line.slice(line.lastIndexOf("'") + 1);
    return [filesFor(start).slice(0, 100), start];
  }
  if (/^\s*\.\w*$/.test(line)) return [DOTS.filter((d) => d.startsWith(line.trim())), line.trim()];
  const word = /[\p{L}_][\p{L}\p{N}_]*$/u.exec(line)?.[0] ?? "";
  if (word === "") return [[], ""];
  const names = session.tables();
  const columns = (await Promise.all(names.map((n) => columnsOf(n, session, signal).catch(() => [])))).flat();
  const upper = word === word.toUpperCase() && word !== word.toLowerCase();
  const words = WORDS.map((w) => (upper ? w.toUpperCase() : w));
  const low = word.toLowerCase();
  return [
    [...new Set([...columns, ...names, ...words])].filter((w) => w.toLowerCase().startsWith(low)).slice(0, 100),
    word,
  ];
}

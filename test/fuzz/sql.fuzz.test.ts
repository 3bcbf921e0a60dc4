import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PolaroidError, sql } from "../../src/node.ts";
import "../../src/sql.ts";
import { parseLogic } from "../sql/logic/format.ts";
import { TABLES } from "../sql/logic/tables.ts";
import { random } from "../support/random.ts";

const TRIES = process.env["FUZZ"] === "small" ? 1_000 : 10_000;
const SQL = join(import.meta.dirname, "..", "sql");
const TEXTS = globSync(join(SQL, "logic", "*.test"))
  .sort()
  .flatMap((file) => parseLogic(readFileSync(file, "utf8")))
  .map((r) => r.sql)
  .filter((s) => s !== "" && s.length < 400);
const WORDS =
  "( ) [ ] { } , ; . : :: -> ' \" $$ $1 ? * + - / % = < <> & | ~ << && @> not and or in is like between case end select from where group order by union all as with over filter null 1 0.5 -1 9223372036854775807 'a' id s g ts l nest t u dept sales pivot on using limit interval day cast int varchar date lambda x: distinct exists qualify having recursive lateral unnest sum(id) count(*) row_number() over() random()".split(
    " ",
  );

const TOKEN = /[A-Za-z_]\w*|\d+(?:\.\d+)?|'[^']*'|\s+|[(),]|[^\w\s'(),]+|'/g;
const kindOf = (token: string): string =>
  /^[a-z_]/i.test(token)
    ? "word"
    : /^\d/.test(token)
      ? "number"
      : /^'./.test(token)
        ? "text"
        : /^\s/.test(token)
          ? "space"
          : /^[(),]/.test(token)
            ? token
            : "symbol";
const OF_KIND = Map.groupBy(
  TEXTS.flatMap((t) => [...t.matchAll(TOKEN)].map((m) => m[0])),
  kindOf,
);

const codeOf = async (text: string): Promise<string> => {
  try {
    await sql(text, { tables: TABLES }).collect({ engine: "wasm", signal: AbortSignal.timeout(20_000) });
    return "OK";
  } catch (error) {
    if (error instanceof PolaroidError) return error.code;
    return `${(error as Error).stack}`;
  }
};

test("statements changed at random give an answer or an error of ours", async () => {
  const wrong: string[] = [];
  const counts: Record<string, number> = {};
  for (let i = 0; i < TRIES; i++) {
    const next = random(i + 7_000_000);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
    const parts = [...pick(TEXTS).matchAll(TOKEN)].map((m) => m[0]);
    for (let n = 1 + Math.floor(next() * 3); n > 0; n--) {
      const at = Math.floor(next() * parts.length);
      const how = next();
      // Most often something of the same kind, so that much of it parses and is bound.
      if (how < 0.7) parts[at] = pick(OF_KIND.get(kindOf(parts[at] as string)) as string[]);
      else if (how < 0.8) parts.splice(at, 0, ` ${pick(WORDS)} `);
      else if (how < 0.9) parts.splice(at, 1 + Math.floor(next() * 3));
      else parts[at] = pick(WORDS);
    }
    const text = parts.join("");
    const code = await codeOf(text);
    counts[code.slice(0, 30)] = (counts[code.slice(0, 30)] ?? 0) + 1;
    if (!/^[A-Z_]+$/.test(code) || code === "INTERNAL") wrong.push(`${code.slice(0, 600)}\n    ${text}`);
  }
  console.log(JSON.stringify(counts));
  expect(wrong).toEqual([]);
}, 600_000);

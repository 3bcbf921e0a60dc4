import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import "../../../src/node.ts";
import { PolaroidError } from "../../../src/core/error.ts";
import { QueryPool } from "../../../src/server/queries/pool.ts";
import { Session } from "./statements.ts";

const pool = new QueryPool({ workers: 1 });
afterAll(() => pool.close());

const shown = (v: unknown): string =>
  v === null ? "NULL" : v instanceof Uint8Array ? Buffer.from(v).toString("hex") : String(v);

/** What a statement gave: how many rows it changed, rows with bars between values, or the code of its error and what it says. */
async function answer(session: Session, text: string): Promise<string> {
  try {
    const given = await session.run(text);
    return typeof given === "number" ? `changed ${given}` : given.map((row) => row.map(shown).join(" | ")).join("\n");
  } catch (error) {
    if (!(error instanceof PolaroidError)) throw error;
    return `error ${error.code}: ${(error.detail.split("\n")[0] as string).replace(/^line \d+, column \d+: /, "")}`;
  }
}

const file = readFileSync(join(import.meta.dirname, "corpus.txt"), "utf8");
const groups = file.split(/^## /m).slice(1);

describe.each(groups.map((g) => [g.slice(0, g.indexOf("\n")), g.slice(g.indexOf("\n") + 1)]))("%s", (_, body) => {
  test("each statement in its turn", async () => {
    const session = new Session(pool);
    try {
      for (const part of (body as string).trim().split(/\n\n+/)) {
        const [text = "", wanted = ""] = part.split(/\n----\n?/);
        expect(`${text}\n----\n${await answer(session, text)}`.trimEnd()).toBe(`${text}\n----\n${wanted}`.trimEnd());
      }
    } finally {
      session.catalog.close();
    }
  });
});

const docs = readFileSync(join(import.meta.dirname, "..", "..", "..", "docs", "flight-sql.md"), "utf8");
const statements = docs.slice(docs.indexOf("\n## Statements"), docs.indexOf("\n## Limits"));
const [made = "", refused = ""] = statements.split("These are `NOT_SUPPORTED`:");
const listed = (part: string): readonly string[] =>
  [...part.matchAll(/^\| `([^`]+)` \|/gm)].map(([, text]) => text as string);

test("the statements that the documentation lists run, and those that it says there are not are told so", async () => {
  const session = new Session(pool);
  try {
    for (const [, text = ""] of made.matchAll(/`(create table (?:trades|names)[^`]+)`/g)) await session.run(text);
    const [runs, fails] = [listed(made), listed(refused)];
    expect([runs.length > 20, fails.length > 10]).toEqual([true, true]);
    for (const text of runs)
      expect([text, await answer(session, text)]).toEqual([text, expect.not.stringMatching(/^error/)]);
    for (const text of fails)
      expect([text, await answer(session, text)]).toEqual([text, expect.stringMatching(/^error NOT_SUPPORTED: /)]);
  } finally {
    session.catalog.close();
  }
});

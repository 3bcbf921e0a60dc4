import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { PolaroidError } from "../../../src/core/error.ts";
import { parseStatements } from "../../../src/sql/parse/statements.ts";
import { printStatement } from "../../../src/sql/print/statement.ts";
import { WE_REFUSE, WE_TAKE, WORDS } from "./disagreements.ts";
import { type Judge, openJudge } from "./judge.ts";
import { TEMPLATES } from "./templates.ts";

const SMALL = process.env["FUZZ"] === "small";

let judge: Judge;
beforeAll(async () => {
  judge = await openJudge();
});

const corpus = (name: string): readonly string[] =>
  readFileSync(`${import.meta.dirname}/../parse/corpus/${name}.sql`, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("-- "));

const takes = (sql: string): boolean => {
  try {
    parseStatements(sql);
    return true;
  } catch (error) {
    if (error instanceof PolaroidError && (error.code === "SQL_SYNTAX" || error.code === "NOT_SUPPORTED")) return false;
    throw error;
  }
};

test("statements that DuckDB takes are taken", async () => {
  const statements = corpus("accepted");
  const judged: string[] = [];
  const ours: string[] = [];
  for (const sql of statements) {
    if (!(await judge.accepts(sql))) judged.push(sql);
    if (!takes(sql)) ours.push(sql);
  }
  console.log(`${statements.length} statements that DuckDB takes: we refuse ${ours.length}, each with its reason`);
  expect(judged, "not taken by DuckDB any more").toEqual([]);
  expect(ours.sort()).toEqual(Object.keys(WE_REFUSE).sort());
  expect(statements.length - ours.length).toBeGreaterThan(400);
});

test("statements that DuckDB refuses are refused", async () => {
  const statements = corpus("rejected");
  const judged: string[] = [];
  const ours: string[] = [];
  for (const sql of statements) {
    if (await judge.accepts(sql)) judged.push(sql);
    if (takes(sql)) ours.push(sql);
  }
  console.log(`${statements.length} statements that DuckDB refuses: we take ${ours.length}, each with its reason`);
  expect(judged, "taken by DuckDB by now").toEqual([]);
  expect(ours.sort()).toEqual(Object.keys(WE_TAKE).sort());
  expect(statements.length).toBeGreaterThan(250);
});

test("DuckDB takes what is printed of its statements", async () => {
  const wrong: string[] = [];
  for (const sql of corpus("accepted").filter(takes)) {
    for (const statement of parseStatements(sql)) {
      const printed = printStatement(statement);
      if (!(await judge.accepts(printed))) wrong.push(`${sql}\n  ${printed}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("every keyword may stand where DuckDB lets it stand", async () => {
  const keywords = (await judge.rows("select keyword_name from duckdb_keywords() order by 1")).map(([word]) =>
    String(word),
  );
  const chosen = SMALL ? keywords.filter((_, at) => at % 5 === 0) : keywords;
  const wrong: string[] = [];
  let excused = 0;
  for (const template of TEMPLATES) {
    for (const word of chosen) {
      const sql = template.replaceAll("K", word);
      if ((await judge.accepts(sql)) === takes(sql)) continue;
      if (WORDS.some(({ words, templates }) => words.test(word) && templates.test(template))) excused++;
      else wrong.push(sql);
    }
  }
  console.log(`${chosen.length * TEMPLATES.length} places of keywords: ${excused} otherwise, each with its reason`);
  expect(wrong).toEqual([]);
});

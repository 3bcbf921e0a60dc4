import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PolaroidError } from "../../../src/core/error.ts";
import { parseStatements } from "../../../src/sql/parse/statements.ts";
import { printStatement } from "../../../src/sql/print/statement.ts";
import type { Statement } from "../../../src/sql/syntax/statement.ts";
import { bare } from "./tree.ts";

const OWN = [
  "select symbol, avg(price) from trades sample by 1h",
  "select symbol, avg(price), max(price) from trades where price > 1 sample by 15m fill(prev, 0) align to calendar time zone 'UTC' with offset '00:15' order by ts",
  "select avg(price) from trades sample by 1d from '2024-01-01' to '2025-01-01' fill(linear)",
  "select avg(price) from trades sample by 5T fill(null) align to first observation",
  "select a from t where b = :b and c = :other",
];

const read = (sql: string): readonly Statement[] | undefined => {
  try {
    return parseStatements(sql);
  } catch (error) {
    if (error instanceof PolaroidError) return undefined;
    throw error;
  }
};

const CORPUS = readFileSync(`${import.meta.dirname}/corpus/accepted.sql`, "utf8").split("\n");

test("what is printed parses to the same tree", () => {
  let compared = 0;
  for (const sql of [...CORPUS.filter((line) => line !== "" && !line.startsWith("-- ")), ...OWN]) {
    for (const statement of read(sql) ?? []) {
      const printed = printStatement(statement);
      expect(bare(read(printed)?.[0]), `${sql}\n${printed}`).toEqual(bare(statement));
      expect(printStatement(read(printed)?.[0] as Statement)).toBe(printed);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(600);
});

const frozen = (tree: unknown): boolean =>
  tree === null || typeof tree !== "object" || (Object.isFrozen(tree) && Object.values(tree).every(frozen));

const spansOf = (tree: unknown, length: number, wrong: unknown[]): void => {
  if (tree === null || typeof tree !== "object") return;
  if ("kind" in tree) {
    const { start, end } = tree as { readonly start?: number; readonly end?: number };
    if (start === undefined || end === undefined || start > end || start < 0 || end > length) wrong.push(tree);
  }
  for (const value of Object.values(tree)) spansOf(value, length, wrong);
};

test("every node is frozen and knows its place", () => {
  for (const sql of [...CORPUS, ...OWN]) {
    const statements = read(sql) ?? Object.freeze([]);
    const wrong: unknown[] = [];
    spansOf(statements, sql.length, wrong);
    expect(wrong, sql).toEqual([]);
    expect(frozen(statements), sql).toBe(true);
  }
});

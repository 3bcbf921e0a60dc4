import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PolaroidError } from "../../../src/core/error.ts";
import { parseExpression } from "../../../src/sql/parse/index.ts";
import { parseStatements } from "../../../src/sql/parse/statements.ts";
import { printExpression } from "../../../src/sql/print/expression.ts";
import { random } from "../../support/random.ts";

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return "OK";
  } catch (error) {
    if (error instanceof PolaroidError) return error.code;
    throw error;
  }
};

const MANY = 10_000;
const chain = (item: string, separator: string): string => Array.from({ length: MANY }, () => item).join(separator);

test.each([
  ["parentheses", `${"(".repeat(MANY)}1${")".repeat(MANY)}`],
  ["not", `${"not ".repeat(MANY)}a`],
  ["minus", `${"- ".repeat(MANY)}a`],
  ["case", "case when ".repeat(MANY)],
  ["lists", "[".repeat(MANY)],
  ["structs", "{a: ".repeat(MANY)],
  ["calls", "f(".repeat(MANY)],
  ["lambdas", `${"lambda x: ".repeat(MANY)}x`],
  ["arrows", `${"x -> ".repeat(MANY)}x`],
  ["casts", `a${"::int".repeat(MANY)}`],
  ["subscripts", `a${"[1]".repeat(MANY)}`],
  ["methods", `(a)${".f()".repeat(MANY)}`],
  ["tests", `a${" is null".repeat(MANY)}`],
  ["types", `a::${"struct(a ".repeat(MANY)}`],
  ["dimensions", `a::int${"[]".repeat(MANY)}`],
  ["or and ->> by turns", `a${" or b ->> c".repeat(MANY)}`],
  ["subqueries", "(select ".repeat(MANY)],
  ["grouping", `(select 1 group by ${"grouping sets (".repeat(MANY)}`],
])("%s deeper than 500 are refused", (_, text) => {
  expect(codeOf(() => parseExpression(text))).toBe("LIMIT_EXCEEDED");
});

test.each([
  ["derived tables", "select * from (".repeat(MANY)],
  ["joins", `from a${" cross join b".repeat(MANY)}`],
  ["joins of joins", `from a${" join b".repeat(MANY)}`],
  ["tables", `from ${"(".repeat(MANY)}`],
  ["with", "with a as (".repeat(MANY)],
  ["mixed set operations", chain("select 1 union select 2", " except ")],
])("%s deeper than 500 are refused", (_, text) => {
  expect(codeOf(() => parseStatements(text))).toBe("LIMIT_EXCEEDED");
});

test("499 levels are taken and printed", () => {
  expect(parseExpression(`${"(".repeat(499)}1${")".repeat(499)}`)).toMatchObject({ text: "1" });
  const nested = parseExpression(`${"f(".repeat(499)}1${")".repeat(499)}`);
  expect(printExpression(nested)).toBe(`${"f(".repeat(499)}1${")".repeat(499)}`);
});

test("long chains are taken and printed", () => {
  for (const text of [
    chain("a", " + "),
    chain("a = 1", " or "),
    chain("a and b", " or "),
    `a in (${chain("1", ", ")})`,
  ]) {
    expect(printExpression(parseExpression(text)).length).toBeGreaterThan(MANY * 2);
  }
  expect(parseStatements(chain("select 1", " union all "))).toHaveLength(1);
  expect(parseStatements(chain("select 1", ";"))).toHaveLength(MANY);
});

test("10 MB of anything end in time", () => {
  const size = 10_000_000;
  const start = performance.now();
  for (const part of [
    "(",
    "'",
    '"',
    "- ",
    "/*",
    "x",
    "\n",
    ";",
    "$a",
    "e'\\n",
    "1_",
    "\u00e9",
    "select ",
    "a.",
    "::",
  ]) {
    codeOf(() => parseStatements(part.repeat(size / part.length)));
    codeOf(() => parseStatements(`select ${part.repeat(1_000_000 / part.length)}`));
  }
  expect(performance.now() - start).toBeLessThan(25_000);
});

const CORPUS = ["accepted", "rejected"].flatMap((name) =>
  readFileSync(`${import.meta.dirname}/corpus/${name}.sql`, "utf8").split("\n"),
);
const PARTS =
  "( ) [ ] { } , ; . : :: -> ' \" $$ $1 ? * + - / = < not and or in is like between case end select from where group by order union all as with over filter null 1 1.5 a t.b e' /* -- \u00e9 \ud800".split(
    " ",
  );

test("statements changed at random are read or refused", () => {
  for (let i = 0; i < 20_000; i++) {
    const next = random(i);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
    let text = pick(CORPUS);
    for (let n = 1 + Math.floor(next() * 4); n > 0; n--) {
      const at = Math.floor(next() * text.length);
      const to = at + Math.floor(next() * 12);
      const how = next();
      if (how < 0.4) text = `${text.slice(0, at)} ${pick(PARTS)} ${text.slice(at)}`;
      else if (how < 0.7) text = text.slice(0, at) + text.slice(to);
      else if (how < 0.85) text = text.slice(0, at) + String.fromCharCode(Math.floor(next() * 0x250)) + text.slice(at);
      else text = text.slice(0, at) + pick(CORPUS).slice(Math.floor(next() * 20));
    }
    expect(["OK", "SQL_SYNTAX", "NOT_SUPPORTED", "LIMIT_EXCEEDED"], text).toContain(
      codeOf(() => parseStatements(text)),
    );
  }
});

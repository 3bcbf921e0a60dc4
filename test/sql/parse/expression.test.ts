import { describe, expect, test } from "vitest";
import { parseExpression } from "../../../src/sql/parse/index.ts";
import { printExpression } from "../../../src/sql/print/expression.ts";
import type { Expr } from "../../../src/sql/syntax/expr.ts";

const shown = (text: string): string => printExpression(parseExpression(text));

describe("precedence", () => {
  test.each([
    ["a + b * c - d", "((a + (b * c)) - d)"],
    ["a or b and not c = d", "(a OR (b AND (NOT (c = d))))"],
    ["-a ^ 2", "((- a) ^ 2)"],
    ["-a::int", "(- CAST(a AS int))"],
    ["~ a + b", "(~ (a + b))"],
    ["a || b = c || d", "((a || b) = (c || d))"],
    ["a = b is null", "((a = b) IS NULL)"],
    ["not a is null", "(NOT (a IS NULL))"],
    ["a between 1 and 2 and b", "((a BETWEEN 1 AND 2) AND b)"],
    ["a between b = c and d", "(a BETWEEN (b = c) AND d)"],
    ["a like b || 'x' and c", "((a LIKE (b || 'x')) AND c)"],
    ["a ->> 'x' = 'y'", "((a ->> 'x') = 'y')"],
    ["a or b ->> c", "((a OR b) ->> c)"],
    ["x -> x + 1 or y", "(x -> ((x + 1) OR y))"],
    ["a in b + 1", "((a IN b) + 1)"],
    ["a || b collate nocase", "(a || (b COLLATE nocase))"],
    ["-a at time zone 'UTC'", "timezone('UTC', (- a))"],
    ["a = b and c = d and e", "((a = b) AND (c = d) AND e)"],
    ["a != b", "(a <> b)"],
    ["5 !", "(5 !)"],
    ["a % 2", "(a % 2)"],
  ])("%s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

test.each([
  "a = b = c",
  "a < b >= c",
  "a like b like c",
  "a between 1 and 2 in (3)",
  "a is distinct from b is distinct from c",
  "a || not b",
])("%s needs parentheses", (text) => {
  expect(() => parseExpression(text)).toThrow(/parentheses/);
});

test("a chain of and is one node, and nodes have their places", () => {
  const text = "price > 100 and symbol like 'A%' and not done";
  const found = parseExpression(text);
  expect(found.kind === "logic" && found.args.length).toBe(3);
  const parts = found.kind === "logic" ? found.args.map(({ start, end }) => text.slice(start, end)) : [];
  expect(parts).toEqual(["price > 100", "symbol like 'A%'", "not done"]);
});

test("numbers keep their text and names their quotes", () => {
  expect(parseExpression("1_000.50")).toMatchObject({ kind: "literal", type: "number", text: "1000.50" });
  expect(parseExpression("12345678901234567890123")).toMatchObject({ text: "12345678901234567890123" });
  expect(parseExpression('"A""b".Cd')).toMatchObject({
    path: [
      { name: 'A"b', quoted: true },
      { name: "Cd", quoted: false },
    ],
  });
});

test.each<[string, Partial<Expr>]>([
  ["'it''s'", { kind: "literal", text: "it's" } as Partial<Expr>],
  ["e'a\\n\\x41\\''", { text: "a\nA'" } as Partial<Expr>],
  ["$$it's$$", { text: "it's" } as Partial<Expr>],
  ["$q$a $$ b$q$", { text: "a $$ b" } as Partial<Expr>],
  ["'a'\n  'b'", { text: "ab" } as Partial<Expr>],
  [":name", { kind: "param", name: "name" }],
  ["$name", { kind: "param", name: "name" }],
  ["$3", { kind: "param", index: 3 }],
  ["interval 3 days", { kind: "interval", unit: "day" }],
  ["date '2024-01-31'", { kind: "typed", text: "2024-01-31" }],
  ["(a).b", { kind: "field" }],
  ["a.b", { kind: "column" }],
  ["x -> x", { kind: "arrow" }],
  ["lambda x, y: x", { kind: "lambda" }],
])("%s", (text, expected) => {
  expect(parseExpression(text)).toMatchObject(expected);
});

test("question marks count on", () => {
  const found = parseExpression("? + ?5 + ? + $2");
  const indexes: unknown[] = [];
  const walk = (expr: Expr): void => {
    if (expr.kind === "binary") for (const side of [expr.left, expr.right]) walk(side);
    else if (expr.kind === "param") indexes.push(expr.index);
  };
  walk(found);
  expect(indexes).toEqual([1, 5, 6, 2]);
  expect(() => parseExpression("? + :name")).toThrow(/not both/);
});

test("SQL's own forms are calls", () => {
  expect(shown("extract(year from d)")).toBe("date_part('year', d)");
  expect(shown("position('a' in s)")).toBe("\"position\"(s, 'a')");
  expect(shown("trim(leading 'x' from s)")).toBe("ltrim(s, 'x')");
  expect(shown("substring(s from 2 for 3)")).toBe('"substring"(s, 2, 3)');
  expect(shown("(s).upper().left(1)")).toBe("left(upper(s), 1)");
  expect(shown("s.upper()")).toBe("s.upper()");
});

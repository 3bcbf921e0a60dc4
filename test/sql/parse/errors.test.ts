import { describe, expect, test } from "vitest";
import { PolaroidError } from "../../../src/core/error.ts";
import { parseExpression, parseQuery } from "../../../src/sql/parse/index.ts";
import { parseStatements } from "../../../src/sql/parse/statements.ts";

const failure = (run: () => unknown): PolaroidError => {
  try {
    run();
  } catch (error) {
    if (error instanceof PolaroidError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
};

test("an error shows the place, what was found and what was expected", () => {
  const error = failure(() => parseStatements("select a,\n       b +\nfrom t"));
  expect(error.code).toBe("SQL_SYNTAX");
  expect(error.detail).toBe("line 3, column 1: unexpected from; expected an expression\n  from t\n  ^");
  expect(error.cause).toEqual({ offset: 21, line: 3, column: 1, atEnd: false });
});

test("the caret stands under the place in a long line", () => {
  const text = `select ${"a, ".repeat(200)} from from`;
  const [, line = "", caret = ""] = failure(() => parseStatements(text)).detail.split("\n");
  expect(line.length).toBeLessThan(120);
  expect(line.slice(caret.indexOf("^"), caret.indexOf("^") + 4)).toBe("from");
});

test("a text that ends too early says so", () => {
  expect(failure(() => parseStatements("select (1 +")).cause).toMatchObject({ atEnd: true });
  expect(failure(() => parseStatements("select (1 + ; ")).cause).toMatchObject({ atEnd: false });
  expect(failure(() => parseStatements("select (1 +")).message).toContain("the text ends here");
});

describe("misspelt keywords are named", () => {
  test.each([
    ["selct 1", "SELECT"],
    ["select * form t", "FROM"],
    ["select a fro t", "FROM"],
    ["select a from t wher a > 1", "WHERE"],
    ["select a from t gruop by a", "GROUP"],
    ["select a from t ordre by a", "ORDER"],
    ["select a from t left jion u on true", "JOIN"],
    ["select a from t lmit 3", "LIMIT"],
    ["select a from t where a betwen 1 and 2", "BETWEEN"],
    ["create veiw v as select 1", "VIEW"],
  ])("%s", (text, keyword) => {
    expect(failure(() => parseStatements(text)).message).toContain(`did you mean ${keyword}`);
  });
});

test.each([
  ["select 1abc", /put a space/],
  ["select a from t limit 1, 2", /LIMIT b OFFSET a/],
  ["select 'abc", /no closing '/],
  ['select "abc', /no closing "/],
  ["select /* abc", /no closing \*\//],
  ["select a from select", /is written "select"/],
  ["values (1), (2, 3)", /not all of one length/],
  ["select \u0001", /no meaning here/],
  ["select a from t order by a union select 1", /unexpected union/],
])("%s", (text, message) => {
  expect(() => parseStatements(text)).toThrow(message);
});

test.each([
  "insert into t values (1)",
  "create table t(a int)",
  "copy t from 'a.csv'",
  "select a into b from t",
  "update t set a = 1",
])("%s is not supported", (text) => {
  expect(failure(() => parseStatements(text)).code).toBe("NOT_SUPPORTED");
});

test("a query and an expression end where their text ends", () => {
  expect(parseQuery("select 1;").kind).toBe("query");
  expect(() => parseQuery("select 1; select 2")).toThrow(/the end of the text/);
  expect(() => parseQuery("copy t to 'x'")).toThrow(/COPY is no query/);
  expect(() => parseExpression("a; drop")).toThrow(/the end of the text/);
  expect(() => parseExpression("a > 1 -- comment\n or")).toThrow(/an expression/);
  expect(() => parseExpression("")).toThrow(/an expression/);
  expect(parseStatements("; ;")).toEqual([]);
});

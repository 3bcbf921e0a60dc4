import { describe, expect, test } from "vitest";
import { PolaroidError } from "../../../src/core/error.ts";
import { parseServerStatement } from "../../../src/sql/parse/server-statement.ts";
import { printChange } from "../../../src/sql/print/change.ts";
import type { Change } from "../../../src/sql/syntax/change.ts";
import { fc } from "../../support/property.ts";

const TEXTS: readonly (readonly [text: string, printed: string])[] = [
  ["create table t (a int not null, b varchar(10) null)", "CREATE TABLE t (a int NOT NULL, b varchar(10))"],
  ["create or replace table s.t as select 1 as x", "CREATE OR REPLACE TABLE s.t AS SELECT 1 AS x"],
  [
    'create table if not exists "T t" (x, y) as values (1, 2)',
    'CREATE TABLE IF NOT EXISTS "T t" (x, y) AS VALUES (1, 2)',
  ],
  ["create table t (a struct(b int[]), c decimal(4, 1))", "CREATE TABLE t (a struct(b int[]), c decimal(4, 1))"],
  ["drop table if exists a, b.c cascade", "DROP TABLE IF EXISTS a, b.c"],
  ["insert into t values (1, 'a'), ($2, ?)", "INSERT INTO t VALUES (1, 'a'), ($2, $3)"],
  ['insert into t (a, "b c") (select * from u)', 'INSERT INTO t (a, "b c") SELECT * FROM u'],
  ["insert into t with x as (select 1) from x", "INSERT INTO t WITH x AS (SELECT 1) SELECT * FROM x"],
  ["insert into t default values", "INSERT INTO t DEFAULT VALUES"],
  [
    "update t x set a = a + 1, b = default where a in (select 1)",
    "UPDATE t AS x SET a = (a + 1), b = DEFAULT WHERE (a IN (SELECT 1))",
  ],
  ["delete from t as x where x.a is null", "DELETE FROM t AS x WHERE (x.a IS NULL)"],
  ["truncate table t", "DELETE FROM t"],
  [
    "create table t (a int default 1 + 2 not null, b text default 'x')",
    "CREATE TABLE t (a int NOT NULL DEFAULT (1 + 2), b text DEFAULT 'x')",
  ],
  ["insert into t values (default, 1) returning *", "INSERT INTO t VALUES (DEFAULT, 1) RETURNING *"],
  [
    "update t set (a, b) = (1, default), c = 2 from u, v as w where a = 1 returning a as x",
    "UPDATE t SET a = 1, b = DEFAULT, c = 2 FROM u, v AS w WHERE (a = 1) RETURNING a AS x",
  ],
  ["delete from t using u join v on true returning t.a", "DELETE FROM t USING u INNER JOIN v ON TRUE RETURNING t.a"],
  ["alter table if exists t rename to u", "ALTER TABLE IF EXISTS t RENAME TO u"],
  ["alter table t rename a to b", "ALTER TABLE t RENAME COLUMN a TO b"],
  ["alter table t add if not exists a int default 1", "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int DEFAULT 1"],
  ["alter table t drop if exists a cascade", "ALTER TABLE t DROP COLUMN IF EXISTS a"],
  ["alter table t alter a set default 1", "ALTER TABLE t ALTER COLUMN a SET DEFAULT 1"],
  ["alter table t alter a drop default", "ALTER TABLE t ALTER COLUMN a DROP DEFAULT"],
  ["alter table t alter column a drop not null", "ALTER TABLE t ALTER COLUMN a DROP NOT NULL"],
  ["savepoint a", "SAVEPOINT a"],
  ["rollback to savepoint a", "ROLLBACK TO a"],
  ["rollback to savepoint", "ROLLBACK TO savepoint"],
  ["release savepoint a", "RELEASE a"],
  ["; begin work;", "BEGIN"],
  ["start transaction", "BEGIN"],
  ["end", "COMMIT"],
  ["abort transaction", "ROLLBACK"],
];

const bare = (v: unknown): unknown =>
  JSON.parse(JSON.stringify(v, (key, x) => (key === "start" || key === "end" ? undefined : x)));

test.each(TEXTS)("%s", (text, printed) => {
  const tree = parseServerStatement(text);
  expect(printChange(tree as Change)).toBe(printed);
  expect(bare(parseServerStatement(printed))).toEqual(bare(tree));
});

describe("errors point at the place", () => {
  test.each<[string, string, number]>([
    ["create table t", "SQL_SYNTAX", 14],
    ["create table t (a)", "SQL_SYNTAX", 18],
    ["create table t (a int,, b int)", "SQL_SYNTAX", 22],
    ["create table t (a int unique)", "NOT_SUPPORTED", 22],
    ["create table t (primary key (a))", "NOT_SUPPORTED", 16],
    ["create or replace table if not exists t (a int)", "SQL_SYNTAX", 0],
    ["drop table", "SQL_SYNTAX", 10],
    ["insert t values (1)", "SQL_SYNTAX", 7],
    ["insert into t (a) set b = 1", "SQL_SYNTAX", 18],
    ["update t", "SQL_SYNTAX", 8],
    ["update t set a", "SQL_SYNTAX", 14],
    ["update t set t.a = 1", "NOT_SUPPORTED", 14],
    ["update t set a = 1 where", "SQL_SYNTAX", 24],
    ["delete t where a", "SQL_SYNTAX", 7],
    ["begin begin", "SQL_SYNTAX", 6],
    ["", "SQL_SYNTAX", 0],
  ])("%s", (text, code, offset) => {
    try {
      parseServerStatement(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(PolaroidError);
      expect(error).toMatchObject({ code, cause: { offset } });
    }
  });
});

test("pieces of statements in any order are read, or refused with an error of ours", () => {
  const words = TEXTS.flatMap(([text]) => text.split(/(?<=[ (),;])/));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 14 }), (parts) => {
      try {
        parseServerStatement(parts.join(""));
      } catch (error) {
        expect(error).toBeInstanceOf(PolaroidError);
        expect(["SQL_SYNTAX", "NOT_SUPPORTED", "LIMIT_EXCEEDED"]).toContain((error as PolaroidError).code);
      }
    }),
    { numRuns: 3000 },
  );
});

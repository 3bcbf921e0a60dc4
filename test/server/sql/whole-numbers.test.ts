import { afterAll, expect, test } from "vitest";
import "../../../src/node.ts";
import { QueryPool } from "../../../src/server/queries/pool.ts";
import { sessionsOn, valuesOf } from "./statements.ts";

const pool = new QueryPool({ workers: 1, queued: 10_000 });
afterAll(() => pool.close());

const session = sessionsOn(pool);

test("conditions of changes do not wrap: they hold of the rows of which they are true", async () => {
  const s = await session("create table t (i int, s smallint, u uinteger, g bigint)");
  const rows = [
    [2_147_483_647, 32_767, 4_294_967_295, 1n],
    [1, 1, 1, 1n],
  ];
  await s.run("insert into t values (2147483647, 32767, 4294967295, 1), (1, 1, 1, 1)");
  for (const where of [
    "i + 1 < 0",
    "t.i * 2 = -2",
    "not (i + 1 > 0)",
    "i + 1 between -2147483648 and 0",
    "s + s::smallint < 0",
    "u + 1 = 0",
    "i + ? < 0",
    "i + 1 in (-2147483648)",
    "[i + 1][1] < 0",
    "case when i + 1 < 0 then true else false end",
    "(select t.i + 1) < 0",
  ]) {
    const given = where.includes("?") ? [1] : [];
    expect(await s.run(`delete from t where ${where}`, given), where).toBe(0);
    expect(await s.run(`delete from t where ${where} returning i`, given), where).toEqual([]);
    expect(await s.run(`update t set g = 2 where ${where}`, given), where).toBe(0);
  }
  await s.run("create table o (k int)");
  await s.run("insert into o values (1)");
  expect(await s.run("delete from t using o where t.i + o.k < 0")).toBe(0);
  expect(await s.run("update t set g = o.k from o where t.i + k < 0")).toBe(0);
  expect(await s.run("select * from t")).toEqual(rows);
  // What 64 bits do not hold is an error, and nothing is changed.
  await expect(s.run("delete from t where u * u = 1")).rejects.toMatchObject({ code: "INVALID_CAST" });
  await expect(s.run("delete from t where g + 9223372036854775807 < 0")).rejects.toMatchObject({
    code: "INVALID_CAST",
  });
  expect(await s.run("delete from t where i + 1 > 2147483647")).toBe(1);
  expect(await s.run("delete from t where i in (select k * 1 from o) and exists (select 1 from o where k = t.i)")).toBe(
    1,
  );
});

test("values that statements write do not wrap within other values", async () => {
  const s = await session("create table t (i int, u uinteger, g bigint, l int[], r struct(a int))");
  await s.run("insert into t values (2147483647, 4294967295, 9223372036854775807, null, null)");
  for (const text of [
    "update t set g = u * u",
    "update t set l = [i + 1]",
    "update t set r = {'a': i + 1}",
    "update t set i = (select i + 1)",
    "update t set g = add(g, 1)",
    "update t set g = multiply(g, 2)",
    "update t set g = subtract(-g, 9)",
    "update t set g = abs(-g - 1)",
    "insert into t (l) values ([2147483647 + 1])",
    "insert into t (i) values ((select 2147483647 + 1))",
    "insert into t (g) values (4294967295::uinteger * 4294967295::uinteger)",
    "insert into t (g) values ([9223372036854775807 + 1][1])",
  ])
    await expect(s.run(text), text).rejects.toMatchObject({ code: "INVALID_CAST" });
  for (const [value, is] of [
    ["case when i + 1 < 0 then 1 else 0 end", 0],
    ["if(u + 1 = 0, 1, 0)", 0],
    ["(i + 1 between -9999999999 and 0)::int", 0],
    ["sqrt(i + 1)::int", 46_341],
    ["length(repeat('a', i - 2147483640 + 1))", 8],
    ["date_part('day', make_date(2000 + 24, 1, i - 2147483640 + 1))", 8],
    ["len(list_transform([1, 2], lambda x: x + 1))", 2],
    ["length(substr('abc', 1 + 1))", 2],
    ["length(upper('abc')[1 + 1])", 1],
    ["round(1.26, 2) * 100", 126],
    ["date_diff('day', date '2024-01-01', date '2024-01-01' + (1 + 1))", 2],
    ["extract(day from date '2024-01-01' + interval (1 + 1) day)", 3],
    ["greatest(1 + 1, 3) & (4 + 3)", 3],
    ["length(lpad('a', 2 + 3, 'b') || chr(60 + 5))", 6],
  ] as const) {
    expect(await s.run(`update t set g = ${value} returning g::int`), value).toEqual([[is]]);
    await s.run("update t set g = 9223372036854775807");
  }
});

test("values that statements write do not wrap, whatever they are made of; those of queries do as everywhere", async () => {
  const s = await session("create table t (a int, b bigint)", "insert into t values (2000000000, 1)");
  for (const [text, given] of [
    ["update t set a = a + ?", [2_000_000_000]],
    ["update t set a = a + :n", { n: 2_000_000_000 }],
    ["update t set a = a - -2000000000", []],
    ["update t as x set a = x.a * 2", []],
    ["insert into t (a) values (? * 2)", [2_000_000_000]],
    ["insert into t (a) values (3000000000)", []],
    ["update t set b = t.b + 9223372036854775807", []],
    ["update t set a = coalesce(a, 0) + 2000000000", []],
    ["update t set a = coalesce(a * 2, 0)", []],
    ["update t set a = (select max(a) from t) * 2", []],
    ["update t set a = t.a + s.a from t as s where s.a = t.a", []],
    ["update t set a = case when a > 0 then 2147483647 else 0 end + a", []],
    ["update t set a = (a // 1) * (a // 1) // 1000000000", []],
    ["update t set b = (a // 1) * (a // 1) * (a // 1)", []],
    ["insert into t (a) values (abs(-2147483647) + 1)", []],
    ["insert into t (a) values ((select a from t) * 2)", []],
  ] as const)
    await expect(s.run(text, given)).rejects.toMatchObject({ code: "INVALID_CAST" });
  expect(await s.run("select * from t")).toEqual([[2_000_000_000, 1n]]);
  // One value that does not fit leaves nothing of the others.
  const many = await s.prepare("insert into t (a) values (?)");
  const all = [1, 2, 3_000_000_000].map((n) => valuesOf([n]));
  await expect(many.updateMany(all, { signal: s.signal, owner: "me" })).rejects.toMatchObject({ code: "INVALID_CAST" });
  expect(await s.run("select count(*) from t")).toEqual([[1n]]);
  // Names that other tables and structs have, too, are not taken for the table's.
  await s.run("create table f (a double)");
  await s.run("insert into f values (1.5)");
  expect(await s.run("update t set b = a.a * 2 from f as a where t.b = 1 returning b")).toEqual([[3n]]);
  expect(await s.run("select a * 2 from t")).toEqual([[-294_967_296]]);
  expect(await s.run("update t set b = (a // 1) * (a // 1) returning b")).toEqual([[4_000_000_000_000_000_000n]]);
  // What is no whole number is what it was.
  await s.run("create table o (d date, x double, i interval, c decimal(6, 2), t text)");
  await s.run(
    "insert into o values (date '2024-01-31' + 1 + 1, sqrt(2) * 2, interval 1 day * 3, abs(1.5) * 2, 'a' || (1 + 1))",
  );
  await s.run(
    "update o set d = d + 1 - 1, x = sqrt(x) * 2 + 1, c = abs(c) * c + 1, t = length(t) + 1, i = i + interval 1 day",
  );
  expect(await s.run("select d::text, round(x, 3), c::text, t, i = interval 4 day from o")).toEqual([
    ["2024-02-02", 4.364, "10.00", "3", true],
  ]);
});

test("values of INSERT ... SELECT do not wrap, wherever its selects stand; what it compares is as in queries", async () => {
  const s = await session(
    "create table s (i int, u uinteger, g bigint, k text)",
    "insert into s values (2147483647, 4294967295, 9223372036854775807, 'a'), (1, 1, 1, 'a'), (1, 1, 1, 'b')",
    "create table t (x int, y bigint)",
  );
  for (const text of [
    "insert into t (x) select i + 1 from s",
    "insert into t (x) select s.i * 2 from s where k = 'a'",
    "insert into t (y) select g + 1 from s",
    "insert into t (y) select u * u from s",
    "insert into t (x) select max(i) + 1 from s",
    "insert into t (x, y) select max(i) + 1, count(*) from s group by k",
    "insert into t (x) select i + 1 as j from s group by i + 1 having i + 1 > 0 order by i + 1",
    "insert into t (x) select j from (select i + 1 as j from s) q",
    'insert into t (x) select q."(i + 1)" from (select i + 1 from s) q',
    "insert into t (x) select q.j from s join (select i + 1 as j from s) q on true",
    "insert into t (x) with q as (select i + 1 as j from s), r as (select j + 1 as l from q) select l from r",
    "insert into t (x) select i from s union all select i + 1 from s",
    "insert into t (x) select v + v from (values (2147483647 + 1)) q(v)",
    "insert into t (x) select distinct i + 1 from s order by 1",
    "insert into t (x) select i + ? from s",
    "insert into t (x) select case when i > 1 then i + 1 end from s",
    "insert into t (x) select coalesce(i, 0) + sum(i) over () from s",
  ])
    await expect(s.run(text, text.includes("?") ? [1] : []), text).rejects.toMatchObject({ code: "INVALID_CAST" });
  expect(await s.run("select count(*) from t")).toEqual([[0n]]);
  for (const [query, rows] of [
    [
      "select i - 1, g - 1 from s order by 1",
      [
        [0, 0n],
        [0, 0n],
        [2_147_483_646, 9_223_372_036_854_775_806n],
      ],
    ],
    [
      "select x, x + 1 from (select i + 1 as x from s where i = 1) q",
      [
        [2, 3n],
        [2, 3n],
      ],
    ],
    [
      "select i - 1, count(*) from s group by i - 1 order by i - 1",
      [
        [0, 2n],
        [2_147_483_646, 1n],
      ],
    ],
    [
      "select i - 1, count(*) from s group by all order by all",
      [
        [0, 2n],
        [2_147_483_646, 1n],
      ],
    ],
    ["select null, i + 1 from s where i > 1", [[null, 2_147_483_648n]]],
    ["select length(k) + 1, u + 1 from s order by g + 1 desc, k limit 1", [[2, 2n]]],
    [
      "with recursive r(n) as (select 1 union all select n + 1 from r where n < 3) select n * 2, n from r order by n desc",
      [
        [6, 3n],
        [4, 2n],
        [2, 1n],
      ],
    ],
    [
      "select (select max(i) from s) - 1, date '2024-01-02' - date '2024-01-01' + i from s where k = 'b'",
      [[2_147_483_646, 2n]],
    ],
    ["select 1 + 1, sum(u + 1) from s", [[2, 4_294_967_300n]]],
    ["select columns('i') + 1, 2 from s where k = 'b'", [[2, 2n]]],
    ["select * replace (i + 2 as i) from (select i, g from s where k = 'b') q", [[3, 1n]]],
    ["(select i + 1, 1 from s where k = 'b') union by name (select i + 1, 1 from s where k = 'b')", [[2, 1n]]],
    [
      "select * from (select unnest([i, i + 1]), 7 from s where k = 'b') q",
      [
        [1, 7n],
        [2, 7n],
      ],
    ],
    [
      "select lead(i + 1) over (order by i, k) - 1, row_number() over (order by i + 1) from s where i = 1 order by 2",
      [
        [1, 1n],
        [null, 2n],
      ],
    ],
  ] as const) {
    await s.run("delete from t");
    expect(await s.run(`insert into t ${query}`), query).toBe(rows.length);
    expect(await s.run("select * from t"), query).toEqual(rows);
  }
});

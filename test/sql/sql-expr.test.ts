import { expect, test } from "vitest";
import { DataFrame, sqlExpr } from "../../src/node.ts";

const T = new DataFrame({ a: [1, 2, 3], k: ["x", "y", "x"] });

test("a text is an expression, with its name; several texts are several", async () => {
  const one = await sqlExpr("a + 1 as b");
  expect(T.select(one).toRecords()).toEqual([{ b: 2 }, { b: 3 }, { b: 4 }]);
  const several = await sqlExpr(["sum(a) over (partition by k) as s", "upper(k) as u", "nullif(a + 1, 3) as n"]);
  expect(T.select(...several).rows()).toEqual([
    [4, "X", 2],
    [2, "Y", null],
    [4, "X", 4],
  ]);
  expect(
    T.groupBy("k", { maintainOrder: true })
      .agg(await sqlExpr("max(a) - min(a) as d"))
      .rows(),
  ).toEqual([
    ["x", 2],
    ["y", 0],
  ]);
});
test.each([
  ["a +", "SQL_SYNTAX"],
  ["a from t", "NOT_SUPPORTED"],
  ["a, k", "NOT_SUPPORTED"],
  ["(select 1)", "NOT_SUPPORTED"],
  ["a; drop table t", "SQL_SYNTAX"],
])("%j is refused", async (text, code) => {
  await expect(sqlExpr(text)).rejects.toMatchObject({ code });
});

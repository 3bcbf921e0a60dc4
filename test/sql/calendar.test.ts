import { describe, expect, it } from "vitest";
import { DataFrame, Date32, Int64, sql, sqlExpr } from "../../src/node.ts";
import { SqlContext } from "../../src/sql.ts";

const df = new DataFrame(
  { day: [new Date("2024-01-31"), new Date("2024-02-29"), null], n: [1, 2, 3] },
  { schema: { day: Date32, n: Int64 } },
);
const days = async (expression: string): Promise<unknown> => {
  const rows = (await sql(`select ${expression} as x from df`, { tables: { df } }).collect()).toRecords();
  return rows.map((r) => (r["x"] as Date | null)?.toISOString().slice(0, 10) ?? null);
};

describe("intervals of months", () => {
  // DuckDB's answers.
  it.each([
    ["day + n * interval '1 month'", ["2024-02-29", "2024-04-29", null]],
    ["day + interval '1 month' * n", ["2024-02-29", "2024-04-29", null]],
    ["day - 2 * interval '1 year'", ["2022-01-31", "2022-02-28", null]],
    ["day + -interval '1 quarter'", ["2023-10-31", "2023-11-29", null]],
    ["day + n * to_months(1)", ["2024-02-29", "2024-04-29", null]],
    ["null::date + interval '1 month'", [null, null, null]],
  ])("%s", async (expression, answer) => {
    expect(await days(expression)).toEqual(answer);
  });

  it.each([
    ["interval '1 month'", 8],
    ["interval (n) months", 8],
    ["case when n > 1 then interval '1 month' else interval '1 day' end", 29],
    ["interval '1 month' > interval '29 days'", 8],
    ["day + (interval '1 month' + interval '1 day')", 15],
    ["[interval '1 year']", 9],
    ["max(interval '1 month')", 12],
  ])("%s is no value", async (expression, column) => {
    await expect(days(expression)).rejects.toMatchObject({
      code: "NOT_SUPPORTED",
      message: expect.stringContaining(`line 1, column ${column}: an interval of months or years`),
    });
  });

  it("are no value of a row or of an expression either", async () => {
    await expect(sql("values (interval '1 month')").collect()).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
    const months = await sqlExpr("interval '1 month'");
    expect(() => df.select(months)).toThrow(/an interval of months or years/);
  });
});

describe("what is now", () => {
  it("needs no brackets where no column has the name", async () => {
    const text =
      "select current_date = today() as a, typeof(current_timestamp) as b, typeof(localtimestamp) as c, typeof(current_time) as d";
    expect((await sql(text).collect()).toRecords()).toEqual([
      { a: true, b: "TIMESTAMP WITH TIME ZONE", c: "TIMESTAMP", d: "TIME" },
    ]);
    const own = new DataFrame({ current_date: [7] });
    expect((await own.sql("select current_date from self").collect()).toRecords()).toEqual([{ current_date: 7 }]);
  });
});

describe("conditions with queries", () => {
  it("name the frame self", async () => {
    expect(df.filter("n > (select avg(n) from self)").getColumn("n").toArray()).toEqual([3]);
    const next = df.lazy().filter("exists (select 1 from self t where t.n = self.n + 1)");
    expect((await next.collect()).getColumn("n").toArray()).toEqual([1, 2]);
  });
  it("know no other tables", async () => {
    await expect(df.lazy().filter("n in (select n from other)").collect()).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringContaining('there is no table "other"; there are self'),
    });
  });
});

describe("describe", () => {
  it("takes a file", async () => {
    const rows = await (await new SqlContext().execute("describe 'examples/data/airlines.csv'")).collect();
    expect(rows.getColumn("column_name").toArray()).toEqual(["carrier", "name"]);
  });
});

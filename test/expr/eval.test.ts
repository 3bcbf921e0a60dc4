import { describe, expect, test } from "vitest";
import { exprToJson } from "../../src/expr/json.ts";
import { exprFromJson } from "../../src/expr/json-read.ts";
import { call, col as colNode, ELEMENT, type Expr, evaluated, lit } from "../../src/expr/node.ts";
import { exprText } from "../../src/expr/print.ts";
import { col, DataFrame, element, field, Int64, List, Struct } from "../../src/node.ts";
import { fingerprint } from "../../src/plan/fingerprint.ts";

const item = colNode(ELEMENT);
const above = (n: number): Expr => evaluated(colNode("l"), call("gt", [item, lit(n)]), "list");
const deep = (n: number): Expr => {
  let e: Expr = item;
  for (let i = 0; i < n; i++) e = evaluated(colNode(ELEMENT), e, "list");
  return evaluated(colNode("l"), e, "list");
};
const frame = new DataFrame(
  { l: [[3n, 1n, null], [], null], k: [1n, 2n, 3n] },
  { schema: { l: List(Int64), k: Int64 } },
);
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "none";
};

describe("expressions of lists' items", () => {
  test("print as they are written", () => {
    expect(exprText(above(1))).toBe("list.eval(l, (element() > 1))");
    expect(exprText(evaluated(colNode("l"), call("sum", [item]), "value"))).toBe("list.agg(l, sum(element()))");
  });

  test("come back from JSON", () => {
    for (const e of [above(1), deep(3), evaluated(above(1), call("sum", [item]), "value")])
      expect(exprFromJson(JSON.parse(JSON.stringify(exprToJson(e))))).toEqual(e);
  });

  test("JSON that is nested too deeply, or of an unknown form, is an error", () => {
    let json: unknown = exprToJson(item);
    for (let i = 0; i < 20_000; i++) json = { kind: "eval", as: "list", body: json, args: [exprToJson(item)] };
    expect(codeOf(() => exprFromJson(json))).toBe("LIMIT_EXCEEDED");
    expect(
      codeOf(() => exprFromJson({ kind: "eval", as: "all", body: exprToJson(item), args: [exprToJson(item)] })),
    ).toBe("CORRUPT");
    expect(codeOf(() => exprFromJson({ kind: "eval", as: "list", args: [exprToJson(item)] }))).toBe("CORRUPT");
  });

  test("bodies that are nested too deeply are an error", () => {
    let e: Expr = item;
    for (let i = 0; i < 3000; i++) e = evaluated(item, e, "list");
    const { list } = col("l");
    expect(codeOf(() => frame.select(list.eval({ "~expr": e } as never)))).toBe("LIMIT_EXCEEDED");
  });

  test("queries that differ in the body have different fingerprints", () => {
    const of = (n: number): string => fingerprint(frame.lazy().select(col("l").list.eval(element().gt(n))).plan);
    expect(of(1)).toBe(of(1));
    expect(of(1)).not.toBe(of(2));
  });

  test("a column that is named as the items are is no item", async () => {
    const odd = new DataFrame({ "": [5n, 6n, 7n], l: [[1n], [2n], null] }, { schema: { "": Int64, l: List(Int64) } });
    const out = await odd
      .lazy()
      .filter(col("l").list.agg(element().sum()).ge(1))
      .select(col("l").list.eval(element().add(1)), col("").alias("e"))
      .collect();
    expect(out.toRecords()).toEqual([
      { l: [2], e: 5 },
      { l: [3], e: 6 },
    ]);
  });

  test("filters on items go below what makes the lists", async () => {
    const query = frame
      .lazy()
      .withColumns(col("l").list.eval(element().mul(2)).alias("m"))
      .filter(col("m").list.agg(element().max()).gt(4))
      .select("k", "m");
    expect((await query.collect()).toRecords()).toEqual([{ k: 1, m: [6, 2, null] }]);
  });
});

describe("fields of structs", () => {
  test("nested structs whose text would be endless are an error", () => {
    interface Grown {
      struct: { withFields(...e: unknown[]): Grown };
    }
    let e = col("s") as unknown as Grown;
    expect(
      codeOf(() => {
        for (let i = 0; i < 40; i++) e = e.struct.withFields(field("x").add(1), field("y").add(field("x")).alias("y"));
      }),
    ).toBe("LIMIT_EXCEEDED");
  });

  test("a field's name is the column's", () => {
    const df = new DataFrame({ s: [{ x: 1n, y: 2n }] }, { schema: { s: Struct({ x: Int64, y: Int64 }) } });
    expect(df.select(col("s").struct.field("x")).columns).toEqual(["x"]);
    expect(df.select(col("s").struct.unnest().name.suffix("_s")).columns).toEqual(["x_s", "y_s"]);
  });
});

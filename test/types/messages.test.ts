import { beforeAll, describe, expect, it } from "vitest";
import { costOf, declarations } from "../../scripts/type-cost.ts";

const HEAD = `import { col, cs, Int64, when, type Bool, type DataFrame, type Datetime, type Float64, type Int32, type LazyFrame, type List, type Struct, type Utf8 } from "polaroid";
type All = { price: Float64; sym: Utf8; qty: Int32; ok: Bool; tags: List<Utf8>; at: Datetime<"us", null>; pos: Struct<{ x: Int32 }> };
export declare const df: LazyFrame<All>;
export declare const eager: DataFrame<All>;
export declare const wide: LazyFrame<{ [K in "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i" | "j" | "k" | "l" | "m" | "n" | "o" | "p" | "q"]: Int32 }>;`;
const COLUMNS = ["at", "ok", "pos", "price", "qty", "sym", "tags"];

// What a user reads; each program is one line of a file.
const PROGRAMS: readonly (readonly [program: string, message: string])[] = [
  ['df.filter(col("pirce").gt(100));', `parameter of type '"\\"pirce\\" is not a column; columns: `],
  [
    'df.select("sym", "pirce");',
    `Argument of type '"pirce"' is not assignable to parameter of type '"\\"pirce\\" is not a column; columns:`,
  ],
  ['wide.select("z");', `parameter of type '"\\"z\\" is not a column"'`],
  ['df.filter(col("sym").gt(100));', `'"Utf8 has no gt(number)"'`],
  ['df.filter(col("price").add(1));', `'"filter needs a Bool expression, got Float64"'`],
  ['df.select(col("sym").sum());', `'"Utf8 has no sum()"'`],
  ['df.select(when(col("ok")).then(col("price")).otherwise(col("sym")));', `'"Float64 and Utf8 have no common type"'`],
  ['df.select(when(col("price")).then(1));', `'"a condition is Bool, not Float64"'`],
  ['df.groupBy("ok").agg(cs.string().mean());', `'"Utf8 has no mean()"'`],
  ["df.filter((c) => c.pirce.gt(100));", "Did you mean 'price'?"],
  ["df.select((c) => c.sym.sum());", "Property 'sum' does not exist on type 'StrExpr<Utf8, \"sym\", \"rows\">'"],
  ["df.filter((c) => c.price.add(1));", `'"filter needs a Bool expression, got Float64"'`],
  [
    'df.groupBy("ok").agg((c) => [c.price.sum(), col("pirce")]);',
    `is not assignable to parameter of type '"\\"pirce\\" is not a column; columns:`,
  ],
  ['df.filter("price");', `'"filter needs a Bool expression, got Float64"'`],
  ...[
    'df.filter("pirce");',
    'df.select(["sym", "pirce"]);',
    'df.withColumns(col("pirce").mul(2).alias("x"));',
    'df.sort("price", "pirce", { descending: true });',
    'df.groupBy("pirce");',
    'df.groupBy("sym").agg(col("pirce").sum());',
    'df.groupBy("sym").agg("pirce");',
    'df.groupByDynamic("pirce", { every: "1h" });',
    'df.select(col("price").sum().over("pirce"));',
    'df.select(col("price").sortBy("pirce"));',
    'df.topK(3, { by: "pirce" });',
    'df.drop("pirce");',
    'df.drop(["sym", "pirce"]);',
    'df.drop(cs.numeric(), "pirce");',
    'df.remove(col("pirce").gt(1));',
  ].map((program) => [program, `'"\\"pirce\\" is not a column; columns: ${COLUMNS.join(", ")}"'`] as const),
  ...[
    'df.unique({ subset: "pirce" });',
    'df.unpivot({ index: "pirce" });',
    'df.join(df, { on: ["sym", "pirce"] });',
    'df.join(df, { leftOn: "pirce", rightOn: "price" });',
    "df.cast({ pirce: Int64 });",
  ].map((program) => [program, "Did you mean"] as const),
  ...[
    'df.dropNulls("pirce");',
    'df.dropNans("pirce");',
    'df.upsample("pirce", { every: "1h" });',
    'df.joinAsof(df, { on: "pirce" });',
    'eager.pivot({ on: "pirce", index: "sym", values: "price" });',
    'eager.getColumn("pirce");',
  ].map((program) => [program, COLUMNS.map((c) => `"${c}"`).join(" | ")] as const),
  [
    'df.rename({ pirce: "cost" });',
    "'pirce' does not exist in type '((name: string) => string) | { readonly price?: string;",
  ],
  ['df.explode("price");', `not assignable to parameter of type 'AnyExpr<unknown, unknown, unknown> | Some<"tags">'`],
  [
    'df.unnest("price");',
    `Argument of type '"price"' is not assignable to parameter of type 'UnnestOptions | Some<"pos">'`,
  ],
];
const FIRST = HEAD.split("\n").length + 1;

describe("messages of the compiler", () => {
  let printed: readonly string[] = [];

  beforeAll(() => {
    using made = declarations();
    const text = [HEAD, ...PROGRAMS.map(([program]) => program)].join("\n");
    printed = costOf(made, { name: "wrong", limit: Number.POSITIVE_INFINITY, text }).messages;
  }, 60_000);

  it.each(PROGRAMS.map(([program, message], i) => ({ program, message, line: FIRST + i })))(
    "$program",
    ({ message, line }) => {
      const of = printed.filter((m) => m.includes(`chain.ts(${line},`));
      expect(of).toHaveLength(1);
      expect(of[0]).toContain(message);
    },
  );
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { declaredNames, nodejsPolars, RECORDED } from "../../scripts/nodejs-polars.ts";
import pl from "../../src/compat.ts";
import { PolaroidError } from "../../src/node.ts";

const text = readFileSync(join(RECORDED, "names.txt"), "utf8");
const NAMES = new Map(
  text
    .trim()
    .split("\n")
    .map((line) => line.split(": ") as [string, string])
    .map(([kind, all]) => [kind, all.split(" ")]),
);

const df = pl.DataFrame({ a: [1, 2] });
const OBJECTS: Readonly<Record<string, object>> = {
  pl,
  DataFrame: df,
  LazyDataFrame: df.lazy(),
  Expr: pl.col("a"),
  Series: pl.Series("a", [1, 2]),
  GroupBy: df.groupBy("a"),
  LazyGroupBy: df.lazy().groupBy("a"),
  "Expr.str": pl.col("a").str,
  "Expr.dt": pl.col("a").dt,
  "Expr.list": pl.col("a").list,
  "Expr.struct": pl.col("a").struct,
  "Series.str": pl.Series("a", ["x"]).str,
  "Series.dt": pl.Series("a", [new Date(0)]).dt,
  "Series.list": pl.Series("a", [[1]]).list,
  "Series.struct": pl.Series("a", [{ x: 1 }]).struct,
  Config: pl.Config,
};
/** Names that are there and say that they cannot be carried over. */
const REFUSED = ["serialize", "deserialize", "writeAvro", "readAvro", "fromExternal"];
// What is there is a property of the object, whatever it gives; frames answer `in` by their columns.
const has = (o: object, name: string): boolean => {
  const members = new Set<string>();
  for (
    let p: object | null = o === df ? Object.getPrototypeOf(o) : o;
    p !== null;
    p = Object.getPrototypeOf(p) as object | null
  )
    for (const n of Object.getOwnPropertyNames(p)) members.add(n);
  return members.has(name);
};

describe("the names of nodejs-polars", () => {
  test.each([...NAMES])("%s has at least nine of ten", (kind, all) => {
    const missing = all.filter((n) => !has(OBJECTS[kind] as object, n));
    const refused = all.filter((n) => REFUSED.includes(n));
    const share = 1 - missing.length / all.length;
    const working = 1 - (missing.length + refused.length) / all.length;
    const without = missing.length === 0 ? "" : `; missing: ${missing.join(" ")}`;
    const refusing = refused.length === 0 ? "" : `; refused: ${refused.join(" ")}`;
    console.log(
      `${kind}: ${all.length - missing.length} of ${all.length} (${(100 * share).toFixed(1)} %), working ${(100 * working).toFixed(1)} %${without}${refusing}`,
    );
    expect(share).toBeGreaterThanOrEqual(0.9);
    expect(working).toBeGreaterThanOrEqual(0.9);
  });

  test("are those that were recorded, where the package is here", ({ skip }) => {
    if (nodejsPolars() === undefined) return skip();
    expect(Object.fromEntries(NAMES)).toEqual(declaredNames());
  });

  test("that cannot be carried over say so", () => {
    const refusing = [
      () => df.serialize(),
      () => df.lazy().serialize(),
      () => pl.col("a").serialize(),
      () => pl.readAvro("x.avro"),
      () => df.writeAvro(),
      () => pl.DataFrame.deserialize("x"),
      () => pl.Expr.deserialize("x"),
      () => pl.LazyDataFrame.fromExternal(0),
    ];
    for (const f of refusing) expect(f).toThrow(/^\[NOT_SUPPORTED\] .+ is not in polaroid\/compat; /);
  });

  test("given nonsense throw errors of ours", async () => {
    const nonsense = [undefined, null, Number.NaN, -1, "nowhere", {}, [], () => 1, Symbol("s"), 10n];
    const wrong: string[] = [];
    for (const [kind, o] of Object.entries(OBJECTS)) {
      if (kind === "Config") continue; // its names change how the tests print
      for (const name of NAMES.get(kind) ?? []) {
        if (
          /^(Expr|LazyDataFrame|Field|append|extend|scatter|insertAtIdx|replaceAtIdx|hstack|columns|readCSV|readJSON|scan|sink|write|read|repeat|version)/.test(
            name,
          )
        )
          continue;
        const f = (o as Record<string, unknown>)[name];
        if (typeof f !== "function") continue;
        for (const v of nonsense) {
          try {
            await (f as (...args: unknown[]) => unknown).call(o, v, v);
          } catch (error) {
            if (!(error instanceof PolaroidError) || error.code === "INTERNAL")
              wrong.push(`${kind}.${name}(${String(v)}): ${String(error)}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

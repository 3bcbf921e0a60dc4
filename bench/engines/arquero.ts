import { readFileSync } from "node:fs";
import * as aq from "arquero";
import { texts } from "../data.ts";
import type { Answer, BenchEngine, Case } from "../engine.ts";

// Arquero reads expressions out of functions' source text, so each is written out.
interface Row {
  readonly [column: string]: never;
}
type Table = ReturnType<typeof aq.table>;

const sum = (t: Table, column: string): Answer => ({
  rows: t.numRows(),
  sum: Number((t.rollup({ s: aq.op.sum(column) as never }).object() as { s: number }).s),
});
const of = (run: () => Table, column: string): Case => ({
  run: () => run().reify(),
  answer: (r) => sum(r as Table, column),
});
const five = {
  s: aq.op.sum("x"),
  m: aq.op.mean("x"),
  lo: aq.op.min("x"),
  hi: aq.op.max("x"),
  n: aq.op.count(),
} as never;

export const engine: BenchEngine = {
  version: (
    JSON.parse(readFileSync(new URL("../node_modules/arquero/package.json", import.meta.url), "utf8")) as {
      version: string;
    }
  ).version,
  async load(d) {
    const numbers = (v: BigInt64Array): Float64Array => Float64Array.from(v, Number);
    const words = Array.from(d.text, (t) => texts[t] as string);
    const t = aq.table({
      x: d.x,
      y: d.y,
      id: numbers(d.id),
      k1: numbers(d.k1),
      k2: numbers(d.k2),
      key: numbers(d.key),
      small: d.small,
      code: d.text,
      s: words,
      nx: Array.from(d.x, (v, i) => (d.valid[i] === 1 ? v : null)),
    });
    const r = aq.table({
      key: Float64Array.from({ length: 100_000 }, (_, i) => i * 104_729),
      a: Float64Array.from({ length: 100_000 }, (_, i) => i),
      b: Float64Array.from({ length: 100_000 }, (_, i) => i * 2),
    });
    const narrow = t.select("x", "y", "id");
    const where = (table: Table, test: (row: Row) => unknown): Table => table.filter(test as never);
    return {
      filter10: of(() => where(narrow, (row) => row["x"] > 0.9), "y"),
      filter50: of(() => where(narrow, (row) => row["x"] > 0.5), "y"),
      arithmetic: of(() => t.derive({ r: ((row: Row) => row["x"] * row["y"] + row["x"]) as never }).select("r"), "r"),
      aggregate: of(
        () => t.rollup({ s: aq.op.sum("nx"), lo: aq.op.min("nx"), hi: aq.op.max("nx"), m: aq.op.mean("nx") } as never),
        "s",
      ),
      group1k: of(() => t.groupby("k1").rollup(five), "s"),
      group125k: of(() => t.groupby("k2").rollup(five), "s"),
      groupText: of(() => t.groupby("s").rollup(five), "hi"),
      groupDict: of(() => t.groupby("code").rollup(five), "hi"),
      join: of(() => t.select("key", "x").join(r, "key"), "b"),
      sort: {
        run: () => t.select("small", "x", "id").orderby("small", "x").reify(),
        answer: (v) => ({ rows: (v as Table).numRows(), sum: sum((v as Table).slice(0, 1000), "x").sum }),
      },
      textEq: of(() => where(t.select("s", "x"), (row) => row["s"] === ("foxtrot-alpha5" as never)), "x"),
      textStartsWith: of(() => where(t.select("s", "x"), (row) => aq.op.startswith(row["s"] as never, "echo", 0)), "x"),
      textContains: of(
        () => where(t.select("s", "x"), (row) => aq.op.indexof(row["s"] as never, "golf" as never, 0) >= 0),
        "x",
      ),
      filterRows: {
        run: () => where(narrow, (row) => row["x"] > 0.9).objects(),
        answer: (v) => ({ rows: (v as object[]).length, sum: 0 }),
      },
      groupRows: {
        run: () =>
          t
            .groupby("small")
            .rollup({ s: aq.op.sum("x") } as never)
            .objects(),
        answer: (v) => ({ rows: (v as object[]).length, sum: 0 }),
      },
    };
  },
};

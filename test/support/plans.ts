import { batch } from "../../src/arrow/batch.ts";
import { columnFrom } from "../../src/arrow/build.ts";
import type { Column } from "../../src/arrow/column.ts";
import { field, schema } from "../../src/arrow/schema.ts";
import { type DataType, Float64, Int64, Utf8 } from "../../src/arrow/types.ts";
import { orThrow } from "../../src/core/result.ts";
import type { Rule } from "../../src/optimize/rule.ts";
import { type FrameScan, frame, frameOf, type Plan, type Scan, scan } from "../../src/plan/node.ts";
import { planText } from "../../src/plan/print.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";
import type { Table } from "../../src/plan/table.ts";

type Columns = Readonly<Record<string, readonly [DataType, readonly unknown[]]>>;

/** Rows in memory as a plan. */
export function rows(columns: Columns): FrameScan {
  const made: Column[] = Object.values(columns).map(([type, values]) => columnFrom(values, type));
  const s = schema(
    Object.keys(columns).map((name, i) => field(name, (made[i] as Column).type, (made[i] as Column).nulls > 0)),
  );
  return frame(frameOf(s, [batch(s, made)]));
}

/** An opened file of quotes that gives its rows when scanned. */
export function quotes(name = "quotes.parquet"): Scan {
  const data = rows({
    symbol: [Utf8, ["A", "B", "A"]],
    price: [Float64, [1, 2, 3]],
    qty: [Int64, [10n, 20n, 30n]],
    note: [Utf8, ["x", null, "z"]],
  });
  const [b] = data.frame.batches;
  const table: Table = {
    schema: data.frame.schema,
    rows: 3,
    bytes: 100,
    version: "1",
    async *scan() {
      if (b !== undefined) yield b;
    },
    close: async () => {},
  };
  return { ...scan({ format: "parquet", locations: [name], options: {}, open: async () => table }), table };
}

export const resolved = (p: Plan): Plan => orThrow(resolvePlan(p));

/** A plan before and after a rule, as text. */
export function beforeAndAfter(rule: Rule, p: Plan): { before: string; after: string } {
  const before = resolved(p);
  return { before: planText(before), after: planText(rule.apply(before, { evaluate: () => undefined })) };
}

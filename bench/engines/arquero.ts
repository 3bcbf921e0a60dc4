import { readFileSync } from "node:fs";
import * as aq from "arquero";
import { readParquet } from "../../src/node.ts";
import type { Adapter, Case, Table } from "../case.ts";

const manifest = readFileSync(new URL("../node_modules/arquero/package.json", import.meta.url), "utf8");
// Arquero's numbers are doubles.
const plain = (values: ArrayLike<unknown>): ArrayLike<unknown> =>
  values instanceof BigInt64Array ? Float64Array.from(values, Number) : values;

export const adapter: Adapter = {
  version: (JSON.parse(manifest) as { version: string }).version,
  async open(job) {
    const tables: Record<string, Table> = {};
    for (const [name, file] of Object.entries(job.files)) {
      const df = await readParquet(file);
      tables[name] = aq.table(
        Object.fromEntries(df.columns.map((c) => [c, plain(df.getColumn(c).toArray())])) as never,
      );
    }
    return {
      run: (of: Case) => {
        const { arquero } = of;
        return (
          arquero &&
          (() => (of.rows === true ? arquero(tables as never, aq) : (arquero(tables as never, aq) as Table).reify()))
        );
      },
      async answer(of, result) {
        if (Array.isArray(result)) return { rows: result.length, sums: [] };
        const table = result as Table;
        const seen = of.ordered === true ? table.slice(0, 1000) : table;
        const sums = seen.columnNames().map((name) => {
          let total = 0;
          for (const v of seen.array(name) as Iterable<unknown>)
            total += typeof v === "string" ? Buffer.byteLength(v) : Number(v ?? 0);
          return total;
        });
        return { rows: table.numRows(), sums };
      },
    };
  },
};

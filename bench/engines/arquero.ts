import { readFileSync } from "node:fs";
import * as aq from "arquero";
import { readParquet } from "../../src/node.ts";
import type { Adapter, Case, Table } from "../case.ts";
import { columnsOf, sumsOfTable } from "./sums.ts";

const manifest = readFileSync(new URL("../node_modules/arquero/package.json", import.meta.url), "utf8");

export const adapter: Adapter = {
  version: (JSON.parse(manifest) as { version: string }).version,
  async open(job) {
    const tables: Record<string, Table> = {};
    for (const [name, file] of Object.entries(job.files))
      tables[name] = aq.table(columnsOf(await readParquet(file)) as never);
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
        return { rows: table.numRows(), sums: sumsOfTable(of.ordered === true ? table.slice(0, 1000) : table) };
      },
    };
  },
};

import * as aq from "arquero";
import { readParquet } from "../../src/node.ts";
import type { Table } from "../case.ts";
import { columnsOf, sumsOfTable } from "../engines/sums.ts";
import manifest from "../node_modules/arquero/package.json" with { type: "json" };
import type { Open } from "./loop.ts";

export const open: Open = async ({ files }) => {
  const tables: Record<string, Table> = {};
  for (const [name, { parquet }] of Object.entries(files))
    tables[name] = aq.table(columnsOf(await readParquet(await (await fetch(parquet)).blob())) as never);
  return {
    version: manifest.version,
    run: ({ arquero }) => arquero && (() => (arquero(tables as never, aq) as Table).reify()),
    async answer(of, result) {
      const table = result as Table;
      return { rows: table.numRows(), sums: sumsOfTable(of.ordered === true ? table.slice(0, 1000) : table) };
    },
  };
};

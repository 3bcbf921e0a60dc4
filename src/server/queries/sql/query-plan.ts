import { PolaroidError } from "../../../core/error.ts";
import type { Plan } from "../../../plan/node.ts";
import { sqlText } from "../../../plan/sql-node.ts";
import { translator } from "../../../sql/index.ts";
import type { Query } from "../../../sql/syntax/query.ts";
import type { Snapshot } from "../../catalog/catalog.ts";
import type { Values } from "../statements.ts";
import { tablePlan, tablesFor } from "./tables.ts";

const refuse = (): never => {
  throw new PolaroidError("PERMISSION_DENIED", "files are opened where the query runs");
};

/** A text of SQL over tables of a snapshot as a plan. */
export function queryPlan(text: string, query: Query, values: Values, snapshot: Snapshot): Plan {
  const tables = tablesFor(text, query, snapshot);
  return sqlText({
    text,
    form: "query",
    names: [...tables.keys()],
    inputs: [...tables.values()].map(tablePlan),
    params: values,
    load: async () => translator,
    open: refuse,
    translator: null,
    bound: false,
  });
}

import type { Batch } from "../../../../src/arrow/batch.ts";
import { concatBatches } from "../../../../src/arrow/concat.ts";
import { names } from "../../../../src/arrow/schema.ts";
import { orThrow } from "../../../../src/core/result.ts";
import { type Budget, budget } from "../../../../src/engines/wasm/budget.ts";
import { compilePlan } from "../../../../src/engines/wasm/compile.ts";
import { runSync } from "../../../../src/engines/wasm/driver.ts";
import type { Plan } from "../../../../src/plan/node.ts";
import { resolvePlan } from "../../../../src/plan/resolve.ts";
import { schemaOf } from "../../../../src/plan/schema.ts";
import { rowsOf } from "./run.ts";

export interface Executed {
  readonly batches: readonly Batch[];
  readonly names: string[];
  readonly rows: unknown[][];
  readonly budget: Budget;
}

/** Resolves a plan over frames and runs all of it. */
export function execute(plan: Plan, limit: number | null = null): Executed {
  const resolved = orThrow(resolvePlan(plan));
  const counted = budget(limit);
  const batches: Batch[] = [];
  runSync(compilePlan(resolved, { budget: counted }), (b) => batches.push(b) > 0);
  const schema = schemaOf(resolved);
  return { batches, names: names(schema), rows: rowsOf(concatBatches(schema, batches)), budget: counted };
}

/** Text that is the same for keys that are the same: NaN is one, -0 is 0. */
export const keyText = (values: readonly unknown[]): string =>
  JSON.stringify(values, (_, v) =>
    typeof v === "bigint"
      ? `${v}n`
      : typeof v === "number"
        ? String(v === 0 ? 0 : v)
        : v instanceof Uint8Array
          ? `b${[...v]}`
          : v,
  );

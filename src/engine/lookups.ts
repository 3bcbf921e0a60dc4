import type { Batch } from "../arrow/batch.ts";
import { type Stored, valuesOf } from "../arrow/value.ts";
import { PolaroidError } from "../core/error.ts";
import { rewritePlan } from "../plan/children.ts";
import type { Plan } from "../plan/node.ts";
import { askedIn, sqlText } from "../plan/sql-node.ts";

/** Pivots in one plan whose values are looked up. */
const MOST = 64;
/** Values that become columns. */
const MOST_VALUES = 10_000;

/** The resolved plan. What a text needs to know of its rows before it has a plan is asked for first, by running it. */
export async function withAnswers(
  plan: Plan,
  resolve: (plan: Plan) => Promise<Plan>,
  run: (plan: Plan) => AsyncIterable<Batch>,
): Promise<Plan> {
  let asking = plan;
  for (let round = 0; ; round++) {
    try {
      return await resolve(asking);
    } catch (error) {
      const asked = askedIn(error);
      if (asked === null || round >= MOST) throw error;
      const values: Stored[] = [];
      for await (const b of run(asked.plan)) {
        for (const v of valuesOf(b.columns[0] as Batch["columns"][number])) values.push(v);
        if (values.length > MOST_VALUES)
          throw new PolaroidError(
            "LIMIT_EXCEEDED",
            `a pivot would make more than ${MOST_VALUES} columns; write the values that are wanted, as in PIVOT t ON k IN ('a', 'b')`,
          );
      }
      let params: typeof asked.params | null = null;
      asking = rewritePlan(asking, (p) => {
        if (p.kind !== "sql" || p.params !== asked.params) return p;
        // One object for all copies of a text: answers are known by it.
        params ??= { ...p.params, values: { ...p.params.values, [asked.key]: values } };
        return sqlText({ ...p, params });
      });
    }
  }
}

import { partsOf } from "../../src/expr/children.ts";
import { alias, type Expr } from "../../src/expr/node.ts";
import { outputs, type Typed } from "../../src/expr/typed.ts";
import { walkPlan } from "../../src/plan/children.ts";
import { type Plan, type Sort, select } from "../../src/plan/node.ts";
import { queryOf } from "../../src/testing/loose.ts";
import { promisesOrder } from "../../src/testing/rules.ts";
import { rowsOf } from "../../src/testing/same-frame.ts";

const rowsAt = async (p: Plan, distinct: boolean): Promise<number> => {
  const q = queryOf(p);
  return rowsOf(await (distinct ? q.unique() : q).collect({ engine: "wasm" })).values[0]?.length ?? 0;
};

/** Whether rows that a plan sorts are equal by its keys and come in no order: each engine may then put another one first. */
export async function tiesDecide(plan: Plan): Promise<boolean> {
  const open: Sort[] = [];
  walkPlan(plan, (p) => {
    if (p.kind === "sort" && !promisesOrder(p.input)) open.push(p);
  });
  for (const p of open) {
    const keys = select(
      p.input,
      p.by.map((k, i) => alias(k.expr, `k${i}`)),
    );
    if ((await rowsAt(keys, true)) < (await rowsAt(keys, false))) return true;
  }
  return false;
}

const placesText = (e: Expr): boolean =>
  (e.kind === "call" && /^arg(Min|Max)$/.test(e.fn) && (e.args[0] as Typed | undefined)?.type.id === "Utf8") ||
  partsOf(e).some(placesText);

/**
 * Whether all that differs are places of the least or greatest text that a resolved plan's last step asks for: of equal texts Polars
 * takes the first here, the last there. `found` are the lines of `differencesOf`.
 */
export function placesTexts(plan: Plan, found: readonly string[]): boolean {
  if (plan.kind !== "select" && plan.kind !== "withColumns") return false;
  const places = outputs(plan.exprs).filter((o) => placesText(o.input));
  return found.every((line) => places.some((o) => line.includes(`, column "${o.name}": `)));
}

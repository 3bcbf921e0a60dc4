import { Int64 } from "../../arrow/types.ts";
import { alias, call, cast, col, type Expr, lit } from "../../expr/node.ts";
import { explode, filter, withColumns } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import type { Expr as Ast, Call } from "../syntax/expr.ts";
import { nameOf } from "./aggregates.ts";
import { type Env, typeIn } from "./env.ts";
import { bind } from "./expression.ts";
import { relation } from "./relation.ts";
import { visitLevel } from "./walk.ts";

const isUnnest = (e: Ast): e is Call => e.kind === "call" && e.over === undefined && nameOf(e) === "unnest";

/** The calls of `unnest` in the list of a query. */
export function unnestCalls(e: unknown): readonly Call[] {
  const found: Call[] = [];
  visitLevel(e, (x) => {
    if (isUnnest(x)) found.push(x);
    return true;
  });
  return found;
}

/** The rows once for each item of lists, which stand side by side; a list that is shorter goes on with nulls. */
export function unnestRows(lists: readonly Expr[], env: Env): readonly Expr[] {
  const { binder } = env;
  const ids = lists.map(() => binder.fresh("unnest"));
  let plan = resolveNode(
    withColumns(
      env.rel.plan,
      lists.map((l, i) => alias(l, ids[i] as string)),
    ),
  );
  const lengths = ids.map((id) => call("coalesce", [cast(call("list.len", [col(id)]), Int64), lit(0n, Int64)]));
  const most = lengths.length === 1 ? (lengths[0] as Expr) : call("maxHorizontal", lengths);
  plan = resolveNode(filter(plan, call("gt", [most, lit(0n, Int64)])));
  if (ids.length > 1)
    plan = resolveNode(
      withColumns(
        plan,
        ids.map((id) =>
          alias(
            call("list.gather", [col(id), call("intRanges", [lit(0n, Int64), most, lit(1n, Int64)])], {
              nullOnOob: true,
            }),
            id,
          ),
        ),
      ),
    );
  env.rel = relation(resolveNode(explode(plan, ids)), env.rel.columns);
  return ids.map((id) => col(id));
}

/** Unnests the lists that items ask for; each call then stands for its item of the row. */
export function unnestItems(items: unknown, env: Env): Env {
  const calls = unnestCalls(items);
  if (calls.length === 0) return env;
  const { source } = env.binder;
  const lists = calls.map((c) => {
    const list = bind(c.args[0]?.value as Ast, env);
    const { id } = typeIn(env, list);
    if (id !== "List" && id !== "FixedSizeList" && id !== "Null")
      throw source.error(c, `unnest() takes a list, not ${id}`, "TYPE_MISMATCH");
    return id === "Null" ? lit([]) : list;
  });
  const columns = unnestRows(lists, env);
  const unnested = new Map<Ast, Expr>(calls.map((c, i) => [c, columns[i] as Expr]));
  return { ...env, unnested };
}

import { schema } from "../../arrow/schema.ts";
import { type DataType, Int64 } from "../../arrow/types.ts";
import { call, cast, col, ELEMENT, type Expr, lit } from "../../expr/node.ts";
import type { Plan } from "../../plan/node.ts";
import type { Ident } from "../syntax/node.ts";
import { type Env, typeIn } from "./env.ts";
import { relation, schemaIn } from "./relation.ts";
import { fold } from "./scope.ts";

/** The item of a list in an expression of its items. */
export const ITEM: Expr = col(ELEMENT);
export const itemType = (t: DataType): DataType => (t.id === "List" || t.id === "FixedSizeList" ? t.inner : t);

/** Where an expression of a list's items is bound. What stands for items of lists around it is a column there, which `outer` tells. */
export function itemEnv(
  env: Env,
  list: Expr,
  names: readonly Ident[],
): Env & { readonly outer: ReadonlyMap<string, Expr> } {
  const type = itemType(typeIn(env, list));
  const outer = new Map<string, Expr>();
  const lambda = new Map<string, Expr>();
  for (const [name, e] of env.lambda ?? []) {
    const id = env.binder.fresh(`lambda ${name}`);
    outer.set(id, e);
    lambda.set(name, col(id));
  }
  const fields = [
    ...schemaIn(env.rel).fields.filter((f) => f.name !== ELEMENT),
    ...[...outer].map(([name, e]) => ({ name, type: typeIn(env, e), nullable: true })),
    { name: ELEMENT, type, nullable: true },
  ];
  const plan = { kind: "frame", frame: { id: 0, schema: schema(fields), batches: [], rows: 0 } } as Plan;
  const [item, index] = names;
  if (item !== undefined) lambda.set(fold(item.name), ITEM);
  if (index !== undefined) lambda.set(fold(index.name), INDEX);
  return {
    ...env,
    rel: relation(plan, env.rel.columns),
    lambda,
    outer,
    clause: "a lambda",
    windows: false,
    shares: false,
  };
}
export const sameItem: Expr = call("eqMissing", [ITEM, ITEM]);
const INDEX: Expr = cast(call("cumSum", [call("when", [sameItem, lit(1n, Int64), lit(1n, Int64)])]), Int64);

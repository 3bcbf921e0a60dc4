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

/** Where an expression of a list's items is bound. */
export function itemEnv(env: Env, list: Expr, names: readonly Ident[]): Env {
  const type = itemType(typeIn(env, list));
  const fields = [
    ...schemaIn(env.rel).fields.filter((f) => f.name !== ELEMENT),
    { name: ELEMENT, type, nullable: true },
  ];
  const plan = { kind: "frame", frame: { id: 0, schema: schema(fields), batches: [], rows: 0 } } as Plan;
  const lambda = new Map(env.lambda ?? []);
  const [item, index] = names;
  if (item !== undefined) lambda.set(fold(item.name), ITEM);
  if (index !== undefined) lambda.set(fold(index.name), INDEX);
  return { ...env, rel: relation(plan, env.rel.columns), lambda, clause: "a lambda", windows: false, shares: false };
}
export const sameItem: Expr = call("eqMissing", [ITEM, ITEM]);
const INDEX: Expr = cast(call("cumSum", [call("when", [sameItem, lit(1n, Int64), lit(1n, Int64)])]), Int64);

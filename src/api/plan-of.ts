import { badArgument } from "../core/argument.ts";
import type { Plan } from "../plan/node.ts";
import { Verbs } from "./verbs.ts";

/** The plan of a frame of either kind. */
export function planOf(v: unknown, where: string): Plan {
  if (v instanceof Verbs) return v.plan;
  throw badArgument(`what ${where} is given`, v, "a DataFrame or a LazyFrame");
}

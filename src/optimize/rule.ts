import type { LiteralValue } from "../expr/node.ts";
import type { Typed } from "../expr/typed.ts";
import type { Plan } from "../plan/node.ts";

/** What rules may ask for. */
export interface Tools {
  /** The value of an expression without columns; undefined where it fails or has none. */
  readonly evaluate: (e: Typed) => LiteralValue | undefined;
}

/** One improvement: gives the very same plan where it finds nothing to do. */
export interface Rule {
  readonly name: string;
  readonly apply: (plan: Plan, tools: Tools) => Plan;
}

import type { Plan } from "../../plan/node.ts";

/** Gives a plan's relation as SQL; with `row`, the hidden row numbers too. */
export type Relation = (p: Plan, row: boolean) => string;

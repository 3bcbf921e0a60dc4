import { PolaroidError } from "../core/error.ts";
import type { Options } from "../expr/node.ts";
import { walkPlan } from "./children.ts";
import type { Plan } from "./node.ts";

/** What a function makes of its inputs once their columns are known. */
export interface BySchema {
  readonly kind: "bySchema";
  readonly inputs: readonly Plan[];
  readonly name: string;
  /** What it was asked for, as plain data; null where only the function tells. */
  readonly options: Options | null;
  readonly make: (inputs: readonly Plan[]) => Plan;
}
export const bySchema = (
  name: string,
  inputs: readonly Plan[],
  make: BySchema["make"],
  options: Options | null = null,
): BySchema => Object.freeze({ kind: "bySchema", inputs: Object.freeze([...inputs]), name, options, make });

/** The plan that comes of it; what it reads beside its inputs must be here already. */
export function madeBySchema(p: BySchema): Plan {
  const made = p.make(p.inputs);
  walkPlan(made, (n) => {
    if ((n.kind === "scan" && n.table === null) || n.kind === "sql")
      throw new PolaroidError(
        "NOT_SUPPORTED",
        `the function of ${p.name} reads files that are not open: scan them outside of it and join them there, or collect them first`,
      );
  });
  return made;
}

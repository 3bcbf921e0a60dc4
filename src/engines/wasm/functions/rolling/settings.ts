import { badArgument } from "../../../../core/argument.ts";
import type { Options } from "../../../../expr/node.ts";

/** A window of rows, as its options say. */
export interface WindowSettings {
  readonly size: number;
  /** How many values it needs. */
  readonly least: number;
  readonly center: boolean;
}

export function windowOf({ windowSize, minSamples, center }: Options): WindowSettings {
  if (typeof windowSize !== "number") throw badArgument("windowSize", windowSize, "a whole number from 0 on");
  return { size: windowSize, least: typeof minSamples === "number" ? minSamples : windowSize, center: center === true };
}

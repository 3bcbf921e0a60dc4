import { badArgument } from "../core/argument.ts";
import { DataFrame } from "./data-frame.ts";

/** A frame in memory. */
export function frameArgument(v: unknown, where: string): DataFrame {
  if (v instanceof DataFrame) return v;
  throw badArgument(`what ${where} is given`, v, "a DataFrame");
}

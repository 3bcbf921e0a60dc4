import { type Later, later } from "../core/later.ts";
import type { resolveEval } from "./eval.ts";
import type { resolveOver } from "./over.ts";

/** How expressions over partitions and over lists' items resolve. */
export const WINDOWED: Later<{ readonly resolveEval: typeof resolveEval; readonly resolveOver: typeof resolveOver }> =
  later("over() or an expression of lists");

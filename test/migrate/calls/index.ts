import { EXPRESSIONS } from "./expressions.ts";
import { FRAMES } from "./frames.ts";
import { LINES } from "./lines.ts";
import { OTHERS } from "./others.ts";
import type { Call } from "./small.ts";

/** Every call that both libraries must answer alike. */
export const CALLS: Readonly<Record<string, Call>> = { ...OTHERS, ...EXPRESSIONS, ...FRAMES, ...LINES };

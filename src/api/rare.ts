import { type Later, later } from "../core/later.ts";
import { rest } from "../core/rest.ts";

/** What frames and Series seldom do: a page loads it with the functions that it has not from the start. */
export const RARE: Later<typeof import("./rare/index.ts")> = later("this method");

/** The same for calls that can wait for it. */
export async function rarely(): Promise<typeof import("./rare/index.ts")> {
  if (!RARE.here) await rest.load?.();
  return RARE.code;
}

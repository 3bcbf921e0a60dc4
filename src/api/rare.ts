import { type Later, later } from "../core/later.ts";

/** What frames and Series seldom do: a page loads it with the functions that it has not from the start. */
export const RARE: Later<typeof import("./rare/index.ts")> = later("this method");

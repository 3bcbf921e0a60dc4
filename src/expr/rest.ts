import { PolaroidError } from "../core/error.ts";

/** How the functions that a page has not from the start are loaded; null where all are here. */
export const rest: { load: (() => Promise<void>) | null } = { load: null };

/** What an eager call is told that needs them. */
export const notLoaded = (name: string): PolaroidError =>
  new PolaroidError(
    "NOT_LOADED",
    `${name} is code of its own here, which a lazy query loads by itself; \`await load()\` once to have it in eager frames`,
  );

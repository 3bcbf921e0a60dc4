import { rest } from "../core/rest.ts";

/**
 * Loads what is otherwise loaded by the first lazy query that needs it, so that eager frames have it too; in Node it comes by itself.
 * Fails with `IO` where it cannot be fetched.
 * @example await load()
 */
export const load = async (): Promise<void> => rest.load?.();

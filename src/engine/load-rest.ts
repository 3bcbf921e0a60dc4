import { PolaroidError } from "../core/error.ts";
import { rest } from "../core/rest.ts";

const isMissing = (error: unknown): boolean => error instanceof PolaroidError && error.code === "NOT_LOADED";

/** Does work that may need code which a page has not from the start: then that is loaded, and the work done again. */
export async function withRest<T>(work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    if (rest.load === null || !isMissing(error)) throw error;
    await rest.load();
    return work();
  }
}

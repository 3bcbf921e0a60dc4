import { PolaroidError } from "./error.ts";
import { bring } from "./rest.ts";

/** What an eager call is told that needs code which a page has not from the start. */
export const notLoaded = (name: string): PolaroidError =>
  new PolaroidError(
    "NOT_LOADED",
    `${name} is code of its own here, which a lazy query loads by itself; \`await load()\` once to have it in eager frames`,
  );

/** Code that comes with the later part of a page, in Node with the door. */
export interface Later<T> {
  readonly here: boolean;
  /** Throws `NOT_LOADED` before it is here. */
  readonly code: T;
  install(code: T): void;
}

export function later<T>(name: string): Later<T> {
  let found: { readonly code: T } | null = null;
  return {
    get here() {
      if (found === null) bring();
      return found !== null;
    },
    get code() {
      if (found === null) bring();
      if (found === null) throw notLoaded(name);
      return found.code;
    },
    install(code) {
      found = { code };
    },
  };
}

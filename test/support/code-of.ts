import { PolaroidError } from "../../src/core/error.ts";

const of = (error: unknown): string => (error instanceof PolaroidError ? error.code : `no PolaroidError: ${error}`);

/** The code of the error that a call throws; "none" where it does not. */
export function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return of(error);
  }
  return "none";
}

/** The same of a call that waits. */
export const codeOfAsync = (call: () => Promise<unknown>): Promise<string> => call().then(() => "none", of);

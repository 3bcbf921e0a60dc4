/**
 * How the code that is not here from the start is loaded: `load` waits for it, `now` has it at once, where that can be; null
 * where there is no such way.
 */
export const rest: { load: (() => Promise<void>) | null; now: (() => void) | null } = { load: null, now: null };

/** Loads the rest at once; whether it came. */
export function bring(): boolean {
  const { now } = rest;
  rest.now = null;
  try {
    now?.();
  } catch {
    return false;
  }
  return now !== null;
}

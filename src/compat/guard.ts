import { PolaroidError } from "../core/error.ts";

const tell = (name: string, cause: unknown): never => {
  if (cause instanceof PolaroidError) throw cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new PolaroidError("INVALID_ARGUMENT", `${name}: these arguments are not what it takes (${why})`, { cause });
};

/** A function whose errors are all of ours. */
export function guarded<F extends (...args: never) => unknown>(name: string, f: F): F {
  const call = function (this: unknown, ...args: unknown[]): unknown {
    try {
      const out = (f as unknown as (...a: unknown[]) => unknown).apply(this, args);
      return out instanceof Promise ? out.catch((cause: unknown) => tell(name, cause)) : out;
    } catch (cause) {
      return tell(name, cause);
    }
  };
  return call as unknown as F;
}
/** Guards every method of a class. */
export function guardAll(prototype: object): void {
  for (const [name, d] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
    if (typeof d.value === "function" && name !== "constructor")
      Object.defineProperty(prototype, name, { ...d, value: guarded(name, d.value as () => unknown) });
}
/** What a name that cannot be carried over says. */
export const refused = (name: string, instead: string): never => {
  throw new PolaroidError("NOT_SUPPORTED", `${name} is not in polaroid/compat; ${instead}`);
};

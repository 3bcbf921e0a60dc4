import { attemptAsync, type Outcome } from "../core/result.ts";

type Asked = (...args: never[]) => Promise<unknown>;
type Words<C> = { [K in keyof C]: C[K] extends Asked ? (K extends string ? K : never) : never }[keyof C];
type Tries<F> = F extends (...args: infer A) => Promise<infer R> ? (...args: A) => Promise<Outcome<R>> : never;

/** Every call of a client with its error as a value: `tryTables` beside `tables`. */
export type Tried<C, Out extends string = never> = {
  readonly [K in Exclude<Words<C>, Out> as `try${Capitalize<K>}`]: Tries<C[K]>;
};

/** Gives a class the forms of its calls that do not throw. */
export function giveTried(prototype: object, names: readonly string[]): void {
  for (const name of names) {
    const value = function (
      this: Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>,
      ...args: unknown[]
    ) {
      return attemptAsync(async () => this[name]?.(...args));
    };
    Object.defineProperty(prototype, `try${name[0]?.toUpperCase()}${name.slice(1)}`, { value, configurable: true });
  }
}

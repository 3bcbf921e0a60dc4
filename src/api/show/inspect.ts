import { PolaroidError } from "../../core/error.ts";
import { inspectable } from "../../core/inspect.ts";

/** Refuses JavaScript's own operators, which would compare and add the text of what they are given. */
export function withoutOperators(prototype: object, what: string, hints: readonly string[]): void {
  const value = function (this: { toString(): string }, hint: string): string {
    if (!hints.includes(hint)) return this.toString();
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `JavaScript's operators do not work on ${what}: write x.gt(1), x.eq(1), x.add(1) and the like, and String(x) for its text`,
    );
  };
  Object.defineProperty(prototype, Symbol.toPrimitive, { value, configurable: true, writable: true });
}

/** Teaches consoles and notebooks to show a class by its own text. */
export function showable(prototype: object, display: boolean): void {
  const define = (symbol: symbol, value: (this: { toString(): string; toHTML?(): string }) => unknown): void => {
    Object.defineProperty(prototype, symbol, { value, configurable: true, writable: true });
  };
  inspectable(prototype);
  if (display)
    define(Symbol.for("Jupyter.display"), function () {
      return { "text/plain": this.toString(), "text/html": this.toHTML?.() };
    });
}

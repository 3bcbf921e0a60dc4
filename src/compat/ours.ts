import type { Expr as Node } from "../expr/node.ts";

/** Polaroid's objects as these renames see them: checked by their tests, not by the compiler. */
export interface Loose {
  readonly "~expr": Node;
  [method: string]: any;
}

/** Has `console.log` print what `toString` gives. */
export function inspectable(prototype: object): void {
  Object.defineProperty(prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value(this: object): string {
      return String(this);
    },
    configurable: true,
  });
}

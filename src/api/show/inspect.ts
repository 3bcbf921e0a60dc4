/** Teaches consoles and notebooks to show a class by its own text. */
export function showable(prototype: object, display: boolean): void {
  const define = (symbol: symbol, value: (this: { toString(): string; toHTML?(): string }) => unknown): void => {
    Object.defineProperty(prototype, symbol, { value, configurable: true, writable: true });
  };
  define(Symbol.for("nodejs.util.inspect.custom"), function () {
    return this.toString();
  });
  if (display)
    define(Symbol.for("Jupyter.display"), function () {
      return { "text/plain": this.toString(), "text/html": this.toHTML?.() };
    });
}

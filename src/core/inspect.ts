/** Has `console.log` print what `toString` gives. */
export function inspectable<T extends object>(prototype: T): T {
  return Object.defineProperty(prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value(this: object): string {
      return String(this);
    },
    configurable: true,
    writable: true,
  });
}

/** The object with a prototype that gives it a text, for `String(x)` and consoles. */
export const texted = <T extends object>(prototype: object, fields: T): T =>
  Object.freeze(Object.assign(Object.create(prototype) as object, fields)) as T;
const made = new WeakSet<object>();
/** A prototype for `texted`. */
export function textPrototype<T>(text: (x: T) => string): object {
  const prototype = inspectable(
    Object.defineProperty({}, "toString", {
      value(this: T): string {
        return text(this);
      },
    }),
  );
  made.add(prototype);
  return prototype;
}
export const isTexted = (v: object): boolean => made.has(Object.getPrototypeOf(v) as object);

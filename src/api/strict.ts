import { PolaroidError } from "../core/error.ts";

type Method = (this: unknown, ...args: unknown[]) => unknown;
/** Called by the library alone with what it checked, or by JavaScript with what it likes. */
const OWN: ReadonlySet<string> = new Set([
  "constructor",
  "wrap",
  "call",
  "chain",
  "make",
  "lazily",
  "total",
  "evaluate",
  "toJSON",
]);
const done = new WeakSet<object>();

/** How many arguments a function's own text names; any number where it takes the rest, or does not show its text. */
function mostArguments(f: Method): number {
  const text = Function.prototype.toString.call(f);
  const from = text.indexOf("(");
  if (from < 0 || text.includes("[native code]")) return Number.POSITIVE_INFINITY;
  let depth = 0;
  let quote = "";
  let commas = 0;
  let named = false;
  for (let i = from; i < text.length; i++) {
    const c = text[i] as string;
    if (quote !== "") {
      if (c === "\\") i++;
      else if (c === quote) quote = "";
      continue;
    }
    if (c === '"' || c === "'" || c === "`") quote = c;
    else if (c === "(" || c === "[" || c === "{") depth++;
    else if (c === ")" || c === "]" || c === "}") {
      depth--;
      if (depth === 0) return named ? commas + 1 : 0;
    } else if (depth === 1 && text.startsWith("...", i)) return Number.POSITIVE_INFINITY;
    else if (depth === 1 && c === ",") {
      commas++;
      named = false;
      continue;
    }
    // A comma may follow the last one.
    if (depth > 1 || (depth === 1 && i > from && !/\s/.test(c))) named = true;
    if (depth === 1 && c === ")" && !named) return commas;
  }
  return Number.POSITIVE_INFINITY;
}

/** An object of options: made by braces, no expression, no instance of a class. */
function isOptions(v: unknown): v is object {
  if (typeof v !== "object" || v === null || "~expr" in v) return false;
  const made: unknown = Object.getPrototypeOf(v);
  return made === null || made === Object.prototype;
}

/** A function that refuses options that it does not take: what is not looked at is an error, never left out silently. */
export function strictly<F>(name: string, f: F): F {
  const own = f as Method;
  const least = own.length;
  let most: number | null = null;
  const checked = function (this: unknown, ...args: unknown[]): unknown {
    const last = args[args.length - 1];
    // Rows and indices of Array.map come behind what is asked for; texts, truth values and options do not.
    if (args.length > least && (isOptions(last) || typeof last === "string" || typeof last === "boolean")) {
      most ??= mostArguments(own);
      if (args.length > most) {
        const names = isOptions(last) ? Object.keys(last).join(", ") : JSON.stringify(last);
        throw new PolaroidError(
          "INVALID_ARGUMENT",
          most === 0
            ? `${name} takes no options; it was given (${names})`
            : `${name} takes ${most} argument${most === 1 ? "" : "s"} and no further options; it was given (${names})`,
        );
      }
    }
    return own.apply(this, args);
  };
  Object.defineProperty(checked, "name", { value: name });
  Object.defineProperty(checked, "length", { value: least });
  return checked as F;
}

/** Makes the methods of classes, and of what they extend, strict about options. */
export function strict(...prototypes: readonly object[]): void {
  for (const prototype of prototypes)
    for (let at: object = prototype; at !== Object.prototype && !done.has(at); at = Object.getPrototypeOf(at)) {
      done.add(at);
      for (const [name, d] of Object.entries(Object.getOwnPropertyDescriptors(at)))
        if (typeof d.value === "function" && !OWN.has(name))
          Object.defineProperty(at, name, { ...d, value: strictly(name, d.value) });
    }
}

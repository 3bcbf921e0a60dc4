import { PolaroidError } from "./error.ts";
import { isTexted } from "./inspect.ts";
import { nearest } from "./suggest.ts";

/** What was given, in a few words. Never fails. */
export function shown(v: unknown): string {
  if (typeof v === "string") return JSON.stringify(v.length > 40 ? `${v.slice(0, 40)}...` : v);
  if (typeof v === "function") return v.name === "" ? "a function" : `the function ${v.name}`;
  if (typeof v !== "object" || v === null) return String(v);
  if (Array.isArray(v)) return v.length === 0 ? "an empty array" : `an array that starts with ${kindOf(v[0])}`;
  return kindOf(v);
}

function kindOf(v: unknown): string {
  if (typeof v !== "object" || v === null || Array.isArray(v)) return Array.isArray(v) ? "an array" : shown(v);
  if (isTexted(v)) return String(v);
  const { name } = (Object.getPrototypeOf(v)?.constructor ?? {}) as { name?: unknown };
  if (typeof name === "string" && name !== "Object" && name !== "") return `a ${name}`;
  const keys = Object.keys(v);
  return keys.length === 0 ? "{}" : `an object of ${keys.slice(0, 4).join(", ")}`;
}

/** The error of an argument: what was found, and what is taken. */
export const badArgument = (what: string, found: unknown, wanted: string): PolaroidError =>
  new PolaroidError("INVALID_ARGUMENT", `${what} is ${shown(found)}; it must be ${wanted}`);

export function textArgument(v: unknown, what: string): string {
  if (typeof v !== "string") throw badArgument(what, v, "text");
  return v;
}

export function wholeArgument(v: unknown, what: string, least: number = Number.NEGATIVE_INFINITY): number {
  if (typeof v === "number" && Number.isSafeInteger(v) && v >= least) return v;
  throw badArgument(what, v, least === Number.NEGATIVE_INFINITY ? "a whole number" : `a whole number from ${least} on`);
}

export function functionArgument<F>(v: F, what: string): F {
  if (typeof v !== "function") throw badArgument(what, v, "a function");
  return v;
}

/** The place of a row, from the end where negative. */
export function rowArgument(i: unknown, rows: number, of: string): number {
  if (typeof i !== "number") throw badArgument(`the row of ${of}`, i, "a whole number");
  const at = i < 0 ? rows + i : i;
  if (!Number.isInteger(i) || at < 0 || at >= rows)
    throw new PolaroidError("OUT_OF_RANGE", `there is no row ${i} in ${of} of ${rows} rows`);
  return at;
}

/** A list of numbers, as it is. */
export function numbersArgument(list: readonly number[], what: string): readonly number[] {
  if (!Array.isArray(list) || !list.every((v) => typeof v === "number"))
    throw badArgument(what, list, "a list of numbers");
  return list;
}

/** A list of texts, as it is. */
export function textsArgument(list: readonly string[], what: string): readonly string[] {
  if (!Array.isArray(list)) throw badArgument(what, list, "text or a list of texts");
  for (const v of list as readonly unknown[]) if (typeof v !== "string") throw badArgument(what, v, "text");
  return list;
}
export const textsOrNull = (list: readonly string[] | null, what: string): readonly string[] | null =>
  list === null ? null : textsArgument(list, what);

/** An object of one's own making, no instance of a class. */
export function recordArgument(v: unknown, what: string, wanted: string): Readonly<Record<string, unknown>> {
  const made = typeof v === "object" && v !== null && !Array.isArray(v) ? Object.getPrototypeOf(v) : undefined;
  if (made === undefined || (made !== null && Object.getPrototypeOf(made) !== null)) throw badArgument(what, v, wanted);
  return v as Readonly<Record<string, unknown>>;
}

// What others call these.
const SYNONYMS: Readonly<Record<string, string>> = {
  delimiter: "separator",
  sep: "separator",
  aggfunc: "aggregateFunction",
  aggregation: "aggregateFunction",
  limit: "nRows",
  rows: "nRows",
  dtypes: "schemaOverrides",
  header: "hasHeader",
  strategy: "how",
};

function meant(name: string, known: readonly string[]): string {
  const plain = name.replaceAll("_", "").toLowerCase();
  const other = SYNONYMS[plain];
  const best =
    other !== undefined && known.includes(other)
      ? other
      : (nearest(plain, known) ?? known.find((k) => k.toLowerCase().startsWith(plain)));
  return best === undefined ? "" : `; did you mean "${best}"?`;
}

/**
 * Checks the options of a call against samples of them: an option has the type of its sample, any where that is null or
 * undefined. Another name is an error, never left out silently.
 */
export function checkOptions(where: string, samples: object, given: unknown): void {
  if (given === undefined) return;
  for (const [name, value] of Object.entries(recordArgument(given, `what ${where} is given`, "an object of options"))) {
    if (!Object.hasOwn(samples, name)) {
      const known = Object.keys(samples);
      const takes = known.length === 0 ? "it takes none" : `it takes ${known.join(", ")}`;
      throw new PolaroidError("INVALID_ARGUMENT", `${where} has no option "${name}": ${takes}${meant(name, known)}`);
    }
    const sample = (samples as Readonly<Record<string, unknown>>)[name] ?? undefined;
    if (value !== undefined && sample !== undefined && typeof value !== typeof sample)
      throw badArgument(`${name} of ${where}`, value, KINDS[typeof sample] ?? `a ${typeof sample}`);
  }
}
const KINDS: Readonly<Record<string, string>> = { boolean: "true or false", string: "text", number: "a number" };

/** The options of a call with their defaults. */
export function settings<D extends object>(where: string, defaults: D, given: unknown): D {
  checkOptions(where, defaults, given);
  if (given === undefined) return defaults;
  const out = { ...defaults } as Record<string, unknown>;
  for (const [name, value] of Object.entries(given as object)) if (value !== undefined) out[name] = value;
  return out as D;
}
/** The same where the first option may be given by itself. */
export function settingsOr<D extends object>(where: string, defaults: D, given: unknown): D {
  if (given === undefined || (typeof given === "object" && given !== null)) return settings(where, defaults, given);
  return settings(where, defaults, { [Object.keys(defaults)[0] as string]: given });
}

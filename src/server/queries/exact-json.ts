import { PolaroidError } from "../../core/error.ts";

/** A number that is kept as the text it was. */
interface Raw {
  readonly rawJSON: string;
}
/** What JSON has from Node 22 on, and the types do not know yet. */
const { rawJSON, isRawJSON, parse } = JSON as unknown as {
  rawJSON(text: string): Raw;
  isRawJSON(v: unknown): v is Raw;
  parse(text: string, reviver?: (name: string, v: unknown, context: { readonly source: string }) => unknown): unknown;
};

/** Numbers that a double might not hold are longer than this, or have an exponent. */
const INEXACT = /[\d.]{16}|\d[eE]/;

function kept(name: string, v: unknown, { source }: { readonly source: string }): unknown {
  if (typeof v !== "number" || String(v) === source) return v;
  if (!Number.isFinite(v))
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `"${name.slice(0, 60)}": ${source.slice(0, 40)} is no number that can be held`,
    );
  const whole = source.replace(/\.0+$/, "");
  return Number.isSafeInteger(v) && source.length < 16 ? v : rawJSON(whole);
}

/** JSON whose numbers keep all of their digits when it is written again. */
export const exactJson = (text: string): unknown => (INEXACT.test(text) ? parse(text, kept) : parse(text));

/** The text of a number, in quotes or not; null of what is none. */
export function numberText(v: unknown): string | null {
  if (typeof v === "number") return String(v);
  if (isRawJSON(v)) return v.rawJSON;
  return typeof v === "string" ? v : null;
}

export const isObject = (v: unknown): v is Readonly<Record<string, unknown>> =>
  typeof v === "object" && v !== null && !Array.isArray(v) && !isRawJSON(v);

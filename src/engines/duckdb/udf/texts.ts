import { floatText } from "../../../arrow/float-text.ts";
import { Float32, Float64, Int64, Utf8 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { rowwise, type Settings, type Udf } from "./define.ts";

// The letters whose title case is neither of their other cases.
const DIGRAPHS: Readonly<Record<string, string>> = { ǆ: "ǅ", ǉ: "ǈ", ǌ: "ǋ", ǳ: "ǲ" };
const WORDS = /\p{Alphabetic}+/gu;

const title = (t: string): string =>
  t.replace(WORDS, (word) => {
    const first = String.fromCodePoint(word.codePointAt(0) as number);
    const lower = first.toLowerCase();
    const upper = DIGRAPHS[lower] ?? first.toUpperCase();
    const head = String.fromCodePoint(upper.codePointAt(0) as number);
    // "ﬁ" becomes "FI" in upper case, "Fi" in title case.
    return head + upper.slice(head.length).toLowerCase() + word.toLowerCase().slice(lower.length);
  });

const cased = (map: (t: string) => string): Udf => rowwise([Utf8], Utf8, () => map);

/** What a strict reading says of text that it cannot read; null where it is not strict. */
export function misread({ strict }: Settings, text: string, type: string, hint = ""): null {
  if (strict === false) return null;
  throw new PolaroidError(
    "INVALID_CAST",
    `${JSON.stringify(text.slice(0, 60))} cannot be read as ${type}${hint}; with { strict: false } such text becomes null`,
  );
}

/** The number that the text is in a base; undefined where it is none or does not fit. */
function wholeNumber(t: string, base: number): bigint | undefined {
  const digits = /^[+-]?([0-9A-Za-z]+)$/.exec(t)?.[1];
  if (digits === undefined || digits.replace(/^0+/, "").length > 64) return undefined;
  let value = 0n;
  for (const c of digits) {
    const d = Number.parseInt(c, 36);
    if (d >= base) return undefined;
    value = value * BigInt(base) + BigInt(d);
  }
  if (t.startsWith("-")) value = -value;
  return value === BigInt.asIntN(64, value) ? value : undefined;
}

export const TEXTS: Readonly<Record<string, Udf>> = {
  lower: cased((t) => t.toLowerCase()),
  upper: cased((t) => t.toUpperCase()),
  title: cased(title),
  whole_number: rowwise(
    [Utf8],
    Int64,
    (s) => (t: string) => wholeNumber(t, Number(s["base"])) ?? misread(s, t, "Int64"),
  ),
  double_text: rowwise([Float64], Utf8, () => (x: number) => floatText(x)),
  float_text: rowwise([Float32], Utf8, () => (x: number) => floatText(x, true)),
};

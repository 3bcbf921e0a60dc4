import type { BytesColumn } from "../../../../arrow/column.ts";
import { isValid } from "../../../../arrow/column.ts";
import { utf8 } from "../../../../core/utf8.ts";
import { type Regex, regex } from "../../../../expr/regex/regex.ts";
import { fill, type Template, template } from "../../../../expr/regex/template.ts";
import { isScalar, type Value } from "../../value.ts";
import { replaceBytes } from "./bytes.ts";
import { argTexts, fromTexts, type OfText, textsOf } from "./texts.ts";

/** The first `n` occurrences of literal text; the empty one lies at each boundary between characters. */
function replaceText(t: string, what: string, by: string, n: number): string {
  if (what === "") {
    let out = "";
    let left = n;
    for (const c of t) {
      if (left-- > 0) out += by;
      out += c;
    }
    return left > 0 ? out + by : out;
  }
  let at = t.indexOf(what);
  if (at < 0) return t;
  let out = "";
  let from = 0;
  for (let left = n; at >= 0 && left > 0; left--) {
    out += t.slice(from, at) + by;
    from = at + what.length;
    at = t.indexOf(what, from);
  }
  return out + t.slice(from);
}

function replaceMatches(t: string, r: Regex, by: Template, n: number): string {
  let out = "";
  let from = 0;
  let left = n;
  for (const m of r.all(t)) {
    if (left-- <= 0) break;
    out += t.slice(from, m.index) + fill(by, m);
    from = m.index + (m[0] as string).length;
  }
  return from === 0 && out === "" ? t : out + t.slice(from);
}

const templates = (v: Value, r: (i: number) => Regex, patternScalar: boolean): ((i: number) => Template) => {
  const of = argTexts(v);
  if (isScalar(v) && patternScalar) {
    const one = template(of(0), r(0));
    return () => one;
  }
  return (i) => template(of(i), r(i));
};

const replacing =
  (count: (n: unknown) => number): OfText =>
  (c: BytesColumn, [pattern, value], { options }) => {
    const [p, v] = [pattern as Value, value as Value];
    const n = count(options.n);
    const texts = textsOf(c);
    const out = new Array<string>(c.length).fill("");
    const what = argTexts(p);
    const fixed = isScalar(p);
    const first = fixed && options.literal !== true ? regex(what(0)) : null;
    const plain = first?.plain ?? null;
    const dollar = isScalar(v) && argTexts(v)(0).includes("$");
    if (options.literal === true || (plain !== null && !plain.start && !plain.end && isScalar(v) && !dollar)) {
      const by = argTexts(v);
      const find = plain === null ? what : () => plain.text;
      if (fixed && isScalar(v) && find(0) !== "") return replaceBytes(c, utf8(find(0)), utf8(by(0)), n);
      for (let i = 0; i < c.length; i++) if (isValid(c, i)) out[i] = replaceText(texts[i] as string, find(i), by(i), n);
      return fromTexts(out, c.validity, c.nulls);
    }
    const of = first === null ? (i: number): Regex => regex(what(i)) : (): Regex => first;
    const by = templates(v, of, fixed);
    for (let i = 0; i < c.length; i++) if (isValid(c, i)) out[i] = replaceMatches(texts[i] as string, of(i), by(i), n);
    return fromTexts(out, c.validity, c.nulls);
  };

const EVERY = Number.POSITIVE_INFINITY;
export const replaceAll: OfText = replacing(() => EVERY);
/** A negative count replaces all. */
export const replace: OfText = replacing((n) => (typeof n !== "number" ? 1 : n < 0 ? EVERY : n));

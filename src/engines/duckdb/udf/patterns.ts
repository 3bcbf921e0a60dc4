import { Bool, List, UInt32, Utf8 } from "../../../arrow/types.ts";
import { utf8 } from "../../../core/utf8.ts";
import { type Regex, regex } from "../../../expr/regex/regex.ts";
import { fill, template } from "../../../expr/regex/template.ts";
import { rowwise, type Udf } from "./define.ts";

/** The first `n` occurrences of literal text; the empty one lies at each boundary between characters. */
function replaceText(t: string, what: string, by: string, n: number): string {
  let out = "";
  let from = 0;
  if (what === "") {
    let left = n;
    for (const c of t) out += (left-- > 0 ? by : "") + c;
    return left > 0 ? out + by : out;
  }
  for (let left = n, at = t.indexOf(what); at >= 0 && left > 0; left--, at = t.indexOf(what, from)) {
    out += t.slice(from, at) + by;
    from = at + what.length;
  }
  return out + t.slice(from);
}

function replaceMatches(t: string, r: Regex, by: string, n: number): string {
  const filled = template(by, r);
  let out = "";
  let from = 0;
  let left = n;
  for (const m of r.all(t)) {
    if (left-- <= 0) break;
    out += t.slice(from, m.index) + fill(filled, m);
    from = m.index + (m[0] as string).length;
  }
  return out + t.slice(from);
}

function occurrences(t: string, what: string): number {
  if (what === "") return [...t].length + 1;
  let n = 0;
  for (let at = t.indexOf(what); at >= 0; at = t.indexOf(what, at + what.length)) n++;
  return n;
}

/** The functions of patterns in Rust's syntax, or of literal text where `literal` is set. */
export const PATTERNS: Readonly<Record<string, Udf>> = {
  contains: rowwise([Utf8, Utf8], Bool, () => (t: string, p: string) => regex(p).test(t)),
  extract: rowwise(
    [Utf8, Utf8],
    Utf8,
    ({ group }) =>
      (t: string, p: string) =>
        regex(p).exec(t)?.[Number(group)] ?? null,
  ),
  extract_all: rowwise(
    [Utf8, Utf8],
    List(Utf8),
    () => (t: string, p: string) => Array.from(regex(p).all(t), (m) => m[0] as string),
  ),
  count_matches: rowwise(
    [Utf8, Utf8],
    UInt32,
    ({ literal }) =>
      (t: string, p: string) =>
        literal === true ? occurrences(t, p) : Array.from(regex(p).all(t)).length,
  ),
  find: rowwise([Utf8, Utf8], UInt32, ({ literal }) => (t: string, p: string) => {
    const at = literal === true ? t.indexOf(p) : (regex(p).exec(t)?.index ?? -1);
    return at < 0 ? null : utf8(t.slice(0, at)).length;
  }),
  replace: rowwise([Utf8, Utf8, Utf8], Utf8, ({ literal, n }) => {
    const most = n === null ? Number.POSITIVE_INFINITY : Number(n);
    return (t: string, p: string, by: string) =>
      literal === true ? replaceText(t, p, by, most) : replaceMatches(t, regex(p), by, most);
  }),
};

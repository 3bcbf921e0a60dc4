import { type BytesColumn, fixedColumn, isValid, listColumn } from "../../../../arrow/column.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { text, utf8 } from "../../../../core/utf8.ts";
import { isScalar, type Value } from "../../value.ts";
import { splitBytes } from "./bytes.ts";
import { mapped } from "./case.ts";
import { argInts, cutOut, scalarText } from "./rows.ts";
import { charCounts } from "./search.ts";
import { argTexts, fromTexts, type OfText, textsOf } from "./texts.ts";

// The letters whose title case is neither of their other cases.
const DIGRAPHS: Readonly<Record<string, string>> = { ǆ: "ǅ", ǉ: "ǈ", ǌ: "ǋ", ǳ: "ǲ" };
const WORDS = /\p{Alphabetic}+/gu;

function title(t: string): string {
  return t.replace(WORDS, (word) => {
    const first = String.fromCodePoint(word.codePointAt(0) as number);
    const lower = first.toLowerCase();
    const upper = DIGRAPHS[lower] ?? first.toUpperCase();
    const head = String.fromCodePoint(upper.codePointAt(0) as number);
    // "ﬁ" becomes "FI" in upper case, "Fi" in title case.
    return head + upper.slice(head.length).toLowerCase() + word.toLowerCase().slice(lower.length);
  });
}
export const toTitlecase: OfText = (c) => mapped(c, title);

export const reverse: OfText = (c) => mapped(c, (t) => [...t].reverse().join(""));

export const lenBytes: OfText = (c, _, { type }) => {
  const out = new Uint32Array(c.length);
  for (let i = 0; i < out.length; i++) out[i] = (c.offsets[i + 1] as number) - (c.offsets[i] as number);
  return fixedColumn(type, c.length, out, c.validity, c.nulls);
};

/** The byte `n` characters behind `from`, at most `end`. */
function forward(data: Uint8Array, from: number, end: number, n: number): number {
  let at = from;
  for (let left = n; left > 0 && at < end; left--) {
    at++;
    while (at < end && ((data[at] as number) & 0xc0) === 0x80) at++;
  }
  return at;
}
/** The byte `n` characters before `from`, at least `start`; what is missing of n is left in `short`. */
let short = 0;
function backward(data: Uint8Array, from: number, start: number, n: number): number {
  let at = from;
  short = n;
  for (; short > 0 && at > start; short--) {
    at--;
    while (at > start && ((data[at] as number) & 0xc0) === 0x80) at--;
  }
  return at;
}

/** Rows cut by a rule of where the part begins and how many characters it has. */
function cut(c: BytesColumn, offset: (i: number) => number, length: (i: number) => number): BytesColumn {
  const { offsets, data } = c;
  const starts = new Int32Array(c.length);
  const ends = new Int32Array(c.length);
  for (let i = 0; i < c.length; i++) {
    const from = offsets[i] as number;
    const end = offsets[i + 1] as number;
    const o = offset(i);
    let n = length(i);
    let at: number;
    if (o >= 0) at = forward(data, from, end, o);
    else {
      at = backward(data, end, from, -o);
      // A part that begins before the text loses what lies there.
      n -= short;
    }
    starts[i] = at;
    ends[i] = n <= 0 ? at : forward(data, at, end, n);
  }
  return cutOut(c, starts, ends);
}

const REST = (): number => 0x7fffffff;
export const slice: OfText = (c, [offset, length]) => {
  const l = length as Value | undefined;
  if (l === undefined || (isScalar(l) && l.column.nulls === 1)) return cut(c, argInts(offset as Value), REST);
  const ints = argInts(l);
  if (isScalar(l)) return cut(c, argInts(offset as Value), ints);
  // A null length in a column of lengths goes to the end too.
  return cut(c, argInts(offset as Value), (i) => (isValid(l, i) ? ints(i) : 0x7fffffff));
};
export const head: OfText = (c, [n]) => {
  const ints = argInts(n as Value);
  const counts = charCounts(c);
  return cut(
    c,
    () => 0,
    (i) => (ints(i) >= 0 ? ints(i) : Math.max(0, (counts[i] as number) + ints(i))),
  );
};
export const tail: OfText = (c, [n]) => {
  const ints = argInts(n as Value);
  const counts = charCounts(c);
  return cut(
    c,
    (i) => {
      const count = counts[i] as number;
      return ints(i) >= 0 ? Math.max(0, count - ints(i)) : Math.min(count, -ints(i));
    },
    REST,
  );
};

export const split: OfText = (c, [by], { type, options }) => {
  const fixed = scalarText(by as Value);
  if (fixed !== null && fixed !== "") {
    const { offsets, parts } = splitBytes(c, utf8(fixed), options.inclusive === true);
    return listColumn(type, c.length, offsets, parts, c.validity, c.nulls);
  }
  const of = argTexts(by as Value);
  const texts = textsOf(c);
  const out: string[] = [];
  const offsets = new Int32Array(c.length + 1);
  for (let i = 0; i < c.length; i++) {
    if (isValid(c, i)) {
      const t = texts[i] as string;
      const sep = of(i);
      if (sep === "") for (const ch of t) out.push(ch);
      else if (options.inclusive !== true) for (const part of t.split(sep)) out.push(part);
      else {
        let from = 0;
        for (let at = t.indexOf(sep); at >= 0; at = t.indexOf(sep, from)) {
          out.push(t.slice(from, at + sep.length));
          from = at + sep.length;
        }
        if (from < t.length) out.push(t.slice(from));
      }
    }
    offsets[i + 1] = out.length;
  }
  return listColumn(type, c.length, offsets, fromTexts(out), c.validity, c.nulls);
};

/** Code points of a text. */
function chars(t: string): number {
  let n = t.length;
  for (let i = 0; i < t.length; i++) if ((t.charCodeAt(i) & 0xfc00) === 0xdc00) n--;
  return n;
}

const MOST_CHARS = 2 ** 28;
/** Counts the characters that are added to a batch, within what memory holds. */
function room(fn: string): (missing: number) => number {
  let added = 0;
  return (missing) => {
    added += missing;
    if (added <= MOST_CHARS) return missing;
    throw new PolaroidError(
      "LIMIT_EXCEEDED",
      `${fn} adds more than ${MOST_CHARS} characters to one batch; ask for a shorter length`,
    );
  };
}
/** Zeros to a length in characters; a sign stays in front. */
export const zfill: OfText = (c, [length]) => {
  const ints = argInts(length as Value);
  const within = room("str.zfill");
  return mapped(c, (t, i) => {
    const missing = Math.min(ints(i), 2 ** 31) - chars(t);
    if (missing <= 0) return t;
    const signed = t.startsWith("-") || t.startsWith("+");
    return (signed ? t[0] : "") + "0".repeat(within(missing)) + (signed ? t.slice(1) : t);
  });
};

const padded =
  (start: boolean): OfText =>
  (c, _, { options }) => {
    const length = options.length as number;
    const fill = (options.fillChar ?? " ") as string;
    const within = room(start ? "str.padStart" : "str.padEnd");
    return mapped(c, (t) => {
      const missing = length - chars(t);
      return missing <= 0 ? t : start ? fill.repeat(within(missing)) + t : t + fill.repeat(within(missing));
    });
  };
export const padStart: OfText = padded(true);
export const padEnd: OfText = padded(false);

export const stripPrefix: OfText = (c, [prefix]) => {
  const of = argTexts(prefix as Value);
  return mapped(c, (t, i) => (t.startsWith(of(i)) ? t.slice(of(i).length) : t));
};
export const stripSuffix: OfText = (c, [suffix]) => {
  const of = argTexts(suffix as Value);
  return mapped(c, (t, i) => (t.endsWith(of(i)) ? t.slice(0, t.length - of(i).length) : t));
};

const SPACE = /\p{White_Space}/u;
const codes = (chars: string): ReadonlySet<number> => new Set([...chars].map((c) => c.codePointAt(0) as number));

/** Where the code point that ends at `end` begins. */
function before(data: Uint8Array, start: number, end: number): number {
  let at = end - 1;
  while (at > start && ((data[at] as number) & 0xc0) === 0x80) at--;
  return at;
}
const after = (data: Uint8Array, at: number, end: number): number => forward(data, at, end, 1);

/** What is to be stripped, asked by code point: ASCII is looked up in a table. */
function strippable(chars: string | null): (data: Uint8Array, start: number, end: number) => boolean {
  const set = chars === null ? null : codes(chars);
  const table = new Uint8Array(128);
  for (let i = 0; i < 128; i++) table[i] = (set === null ? SPACE.test(String.fromCharCode(i)) : set.has(i)) ? 1 : 0;
  return (data, start, end) => {
    const first = data[start] as number;
    if (first < 128) return table[first] === 1;
    const c = text(data, start, end);
    return set === null ? SPACE.test(c) : set.has(c.codePointAt(0) as number);
  };
}

const stripping =
  (left: boolean, right: boolean): OfText =>
  (c, [chars]) => {
    const v = chars as Value | undefined;
    const fixed = v === undefined || isScalar(v) ? strippable(scalarText(v)) : null;
    const of = v === undefined || isScalar(v) ? null : argTexts(v);
    const { offsets, data } = c;
    const starts = new Int32Array(c.length);
    const ends = new Int32Array(c.length);
    for (let i = 0; i < c.length; i++) {
      const strip = fixed ?? strippable(isValid(v as never, i) ? (of as (i: number) => string)(i) : null);
      let start = offsets[i] as number;
      let end = offsets[i + 1] as number;
      if (left)
        while (start < end) {
          const next = after(data, start, end);
          if (!strip(data, start, next)) break;
          start = next;
        }
      if (right)
        while (end > start) {
          const last = before(data, start, end);
          if (!strip(data, last, end)) break;
          end = last;
        }
      starts[i] = start;
      ends[i] = end;
    }
    return cutOut(c, starts, ends);
  };
export const stripChars: OfText = stripping(true, true);
export const stripCharsStart: OfText = stripping(true, false);
export const stripCharsEnd: OfText = stripping(false, true);

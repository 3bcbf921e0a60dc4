import { bothValid } from "../../../../arrow/bitmap.ts";
import {
  type BytesColumn,
  bytesColumn,
  type Column,
  type DictColumn,
  dictColumn,
  isValid,
  type Validity,
} from "../../../../arrow/column.ts";
import { plainText } from "../../../../arrow/concat.ts";
import { dictionaryOf, entries } from "../../../../arrow/dictionary.ts";
import { allNull, takeColumn } from "../../../../arrow/take.ts";
import { type DataType, Utf8 } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { text, utf8, utf8Into } from "../../../../core/utf8.ts";
import type { CallInfo, Elementwise } from "../../function.ts";
import { columnIn, isScalar, scalar, spread, type Value } from "../../value.ts";
import { isAscii } from "./search.ts";

/** A function of plain text; its other arguments are scalars or columns of that length. Rows that are null may hold anything. */
export type OfText = (c: BytesColumn, rest: readonly Value[], info: CallInfo) => Column;

export interface Taking {
  /** Arguments (1: the first behind the text) whose null is not the result's. */
  readonly optional?: readonly number[];
}

function withNulls(c: BytesColumn, rest: readonly Value[], optional: readonly number[]): BytesColumn {
  let { validity, nulls } = c;
  rest.forEach((v, i) => {
    if (isScalar(v) || optional.includes(i + 1) || v.validity === null) return;
    ({ validity, nulls } = bothValid(validity, v.validity, c.length));
  });
  return validity === c.validity ? c : { ...c, validity, nulls };
}

/** A result by entry as a result by row. */
function byCode(c: DictColumn, found: Column): Column {
  if (found.layout === "bytes" && found.type.id === "Utf8") {
    // Entries that became equal are one entry now.
    const index = new Map<string, number>();
    const map = new Int32Array(found.length);
    entries(found).forEach((t, i) => {
      if (!isValid(found, i)) return;
      let code = index.get(t);
      if (code === undefined) {
        code = index.size;
        index.set(t, code);
      }
      map[i] = code;
    });
    const { codes } = c;
    const to = new Int32Array(c.length);
    for (let i = 0; i < to.length; i++) to[i] = map[codes[i] as number] as number;
    const dictionary = index.size === found.length ? found : dictionaryOf([...index.keys()]);
    if (found.nulls === 0) return dictColumn(Utf8, c.length, to, dictionary, c.validity, c.nulls);
    const { validity, nulls } = takeColumn(found, c.codes);
    const both = bothValid(c.validity, validity, c.length);
    if (index.size === 0) return allNull(Utf8, c.length);
    return nulls === 0
      ? dictColumn(Utf8, c.length, to, dictionary, c.validity, c.nulls)
      : dictColumn(Utf8, c.length, to, dictionary, both.validity, both.nulls);
  }
  const out = takeColumn(found, c.codes);
  const { validity, nulls } = bothValid(c.validity, out.validity, c.length);
  return { ...out, validity, nulls } as Column;
}

/** Lifts a function of plain text to values: scalars stay scalars, a dictionary is worked on by entry. */
export const textual =
  (run: OfText, { optional = [] }: Taking = {}): Elementwise =>
  (args, info) => {
    const [first, ...rest] = args as readonly [Value, ...Value[]];
    const missing = rest.some((v, i) => isScalar(v) && v.column.nulls === 1 && !optional.includes(i + 1));
    const scalars = rest.every(isScalar);
    if (isScalar(first) && scalars) {
      if (missing || first.column.nulls === 1) return scalar(allNull(info.type, 1));
      return scalar(run(plainText(first.column as DictColumn | BytesColumn), rest, { ...info, length: 1 }));
    }
    const c = spread(first, info.length) as DictColumn | BytesColumn;
    if (missing || c.length === c.nulls) return allNull(info.type, c.length);
    if (c.layout === "dict" && scalars && c.dictionary.length <= c.length && c.dictionary.length > 0)
      return byCode(c, run(c.dictionary, rest, { ...info, length: c.dictionary.length }));
    return run(withNulls(plainText(c), rest, optional), rest, info);
  };

/** Every row as a string; null rows are whatever they are. All ASCII is decoded at once and cut. */
export function textsOf(c: BytesColumn): string[] {
  const { offsets, data, length } = c;
  const out = new Array<string>(length);
  const first = offsets[0] as number;
  const last = offsets[length] as number;
  if (last - first < 1 << 26 && isAscii(c)) {
    const whole = text(data, first, last);
    for (let i = 0; i < length; i++)
      out[i] = whole.slice((offsets[i] as number) - first, (offsets[i + 1] as number) - first);
  } else for (let i = 0; i < length; i++) out[i] = text(data, offsets[i] as number, offsets[i + 1] as number);
  return out;
}

/** An argument's texts by row: one for all where it is a scalar. */
export function argTexts(v: Value): (i: number) => string {
  const c = plainText(columnIn(v) as DictColumn | BytesColumn);
  if (isScalar(v)) {
    const one = text(c.data, c.offsets[0] as number, c.offsets[1] as number);
    return () => one;
  }
  return (i) => text(c.data, c.offsets[i] as number, c.offsets[i + 1] as number);
}

const TOO_LONG = (): PolaroidError =>
  new PolaroidError("LIMIT_EXCEEDED", "a column of text would pass 2 GiB in one batch; work on fewer rows at once");

/** Strings as a column; null rows give "". */
export function fromTexts(
  texts: readonly string[],
  validity: Validity = null,
  nulls = 0,
  type: DataType = Utf8,
): BytesColumn {
  const n = texts.length;
  const offsets = new Int32Array(n + 1);
  let total = 0;
  for (let i = 0; i < n; i++) {
    total += (texts[i] as string).length;
    if (total > 0x7fffffff) throw TOO_LONG();
    offsets[i + 1] = total;
  }
  if (total < 1 << 27) {
    const data = utf8(texts.join(""));
    // As many bytes as units of UTF-16: all is ASCII, and the offsets are those of the strings.
    if (data.length === total) return bytesColumn(type, n, offsets, data, validity, nulls);
  }
  let data = new Uint8Array(total + (total >> 1) + 64);
  let at = 0;
  for (let i = 0; i < n; i++) {
    const t = texts[i] as string;
    const need = at + t.length * 3;
    if (need > data.length) {
      if (at + t.length > 0x7fffffff) throw TOO_LONG();
      const more = new Uint8Array(Math.min(0x7fffffff, Math.max(need, data.length * 2)));
      more.set(data.subarray(0, at));
      data = more;
    }
    at += utf8Into(t, data, at);
    offsets[i + 1] = at;
  }
  return bytesColumn(type, n, offsets, data.subarray(0, at), validity, nulls);
}

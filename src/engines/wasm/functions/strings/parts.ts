import { bothValid } from "../../../../arrow/bitmap.ts";
import { type BytesColumn, type Column, type DictColumn, isValid, structColumn } from "../../../../arrow/column.ts";
import { plainText } from "../../../../arrow/concat.ts";
import { allNull, takeColumn } from "../../../../arrow/take.ts";
import { type Struct, Utf8 } from "../../../../arrow/types.ts";
import { regex } from "../../../../expr/regex/regex.ts";
import { type Cut, exact, inclusive, limited } from "../../../../expr/text/parts.ts";
import type { CallInfo, Elementwise } from "../../function.ts";
import { isScalar, scalar, spread, type Value } from "../../value.ts";
import { Marks } from "./rows.ts";
import { argTexts, fromTexts, type OfText, textsOf } from "./texts.ts";

/** Fields of texts, a column of rows each; what is left out is null. */
class Fields {
  readonly #texts: string[][];
  readonly #marks: Marks[];

  constructor(c: BytesColumn, count: number) {
    this.#texts = Array.from({ length: count }, () => new Array<string>(c.length).fill(""));
    this.#marks = Array.from({ length: count }, () => new Marks(c));
  }
  put(field: number, row: number, t: string | undefined): void {
    if (t === undefined) (this.#marks[field] as Marks).clear(row);
    else (this.#texts[field] as string[])[row] = t;
  }
  columns(): Column[] {
    return this.#texts.map((texts, k) => {
      const { bits, nulls } = this.#marks[k] as Marks;
      return fromTexts(texts, nulls === 0 ? null : bits, nulls, Utf8);
    });
  }
}

const countOf = (info: CallInfo): number => (info.type as Struct).fields.length;

/** The groups of the first match; all null where there is none. */
export const extractGroups: OfText = (c, _, info) => {
  const r = regex(String(info.options.pattern));
  const n = countOf(info);
  const fields = new Fields(c, n);
  const texts = textsOf(c);
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    const found = r.exec(texts[i] as string);
    for (let k = 0; k < n; k++) fields.put(k, i, found?.[k + 1]);
  }
  return structColumn(info.type, c.length, fields.columns(), c.validity, c.nulls);
};

/** Every row has its fields, a null text has them null. */
const cutting =
  (cut: (info: CallInfo) => Cut): Elementwise =>
  (args, info) => {
    const [first, by] = args as readonly [Value, Value];
    const run = cut(info);
    const n = countOf(info);
    const all = isScalar(first) && isScalar(by);
    const rows = all ? 1 : info.length;
    const give = (c: Column): Value => (all ? scalar(c) : c);
    const c = spread(first, rows) as DictColumn | BytesColumn;
    const none = isScalar(by) && by.column.nulls === 1;
    if (none || c.nulls === c.length)
      return give(
        structColumn(
          info.type,
          rows,
          Array.from({ length: n }, () => allNull(Utf8, rows)),
          null,
          0,
        ),
      );
    const separator = argTexts(by);
    const columns = (plain: BytesColumn): Column[] => {
      const fields = new Fields(plain, n);
      const texts = textsOf(plain);
      for (let i = 0; i < plain.length; i++) {
        if (!isValid(plain, i)) continue;
        const known = isScalar(by) || isValid(by, i);
        const parts = known ? run(texts[i] as string, separator(i), n) : [];
        for (let k = 0; k < n; k++) fields.put(k, i, parts[k]);
      }
      return fields.columns();
    };
    if (c.layout !== "dict" || !isScalar(by) || c.dictionary.length > c.length)
      return give(structColumn(info.type, rows, columns(plainText(c)), null, 0));
    const children = columns(c.dictionary).map((found) => {
      const out = takeColumn(found, c.codes);
      const { validity, nulls } = bothValid(c.validity, out.validity, c.length);
      return { ...out, validity, nulls } as Column;
    });
    return give(structColumn(info.type, rows, children, null, 0));
  };

export const splitExact: Elementwise = cutting(({ options }) => (options.inclusive === true ? inclusive : exact));
export const splitn: Elementwise = cutting(() => limited);

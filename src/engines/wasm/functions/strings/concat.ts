import { type BytesColumn, bytesColumn, type DictColumn, isValid } from "../../../../arrow/column.ts";
import { plainText } from "../../../../arrow/concat.ts";
import { Utf8 } from "../../../../arrow/types.ts";
import { utf8 } from "../../../../core/utf8.ts";
import type { Elementwise } from "../../function.ts";
import { columnIn, isScalar, scalar, type Value } from "../../value.ts";
import { jointNulls, nullsOf, resultOf } from "../operands.ts";
import { joinTexts, type TextSource, type Texts, tooLong } from "./join-texts.ts";

interface Source {
  readonly c: BytesColumn;
  /** 0 for a scalar: its row is always the first. */
  readonly step: 0 | 1;
}

/** Texts of rows that leave out what is null: only what is there is separated. */
function withoutNulls(sources: readonly Source[], n: number, separator: Uint8Array): Texts {
  const offsets = new Int32Array(n + 1);
  // Two passes: how long each row is, then its bytes.
  const write = (data: Uint8Array | null): void => {
    let at = 0;
    for (let i = 0; i < n; i++) {
      let some = false;
      for (const { c, step } of sources) {
        const row = i * step;
        if (!isValid(c, row)) continue;
        const from = c.offsets[row] as number;
        const size = (c.offsets[row + 1] as number) - from;
        if (some) {
          if (data !== null) for (let k = 0; k < separator.length; k++) data[at + k] = separator[k] as number;
          at += separator.length;
        }
        some = true;
        if (data !== null) {
          if (size > 64) data.set(c.data.subarray(from, from + size), at);
          else for (let k = 0; k < size; k++) data[at + k] = c.data[from + k] as number;
        }
        at += size;
      }
      if (data === null) offsets[i + 1] = at;
    }
    if (at > 0x7fffffff) throw tooLong();
  };
  write(null);
  const data = new Uint8Array(offsets[n] as number);
  write(data);
  return { offsets, data };
}

const separated = (texts: readonly TextSource[], separator: BytesColumn): readonly TextSource[] =>
  separator.data.length === 0 ? texts : texts.flatMap((t, i) => (i === 0 ? [t] : [{ c: separator, one: true }, t]));

export const concatStr: Elementwise = (args, { options, length }) => {
  const separator = utf8(String(options.separator ?? ""));
  const ignore = options.ignoreNulls === true && args.some((a) => columnIn(a).nulls > 0);
  const all = args.every(isScalar);
  const n = all ? 1 : length;
  if (ignore) {
    const sources = args.map(
      (a: Value): Source => ({ c: plainText(columnIn(a) as DictColumn | BytesColumn), step: isScalar(a) ? 0 : 1 }),
    );
    const { offsets, data } = withoutNulls(sources, n, separator);
    const out = bytesColumn(Utf8, n, offsets, data);
    return all ? scalar(out) : out;
  }
  const nulls = jointNulls(args, n);
  if (nulls === undefined) return nullsOf(args, Utf8, length);
  const texts = args.map((a) => ({ c: columnIn(a) as DictColumn | BytesColumn, one: isScalar(a) }));
  const between = bytesColumn(Utf8, 1, Int32Array.of(0, separator.length), separator);
  const { offsets, data } = joinTexts(separated(texts, between), n, nulls.validity);
  return resultOf(args, bytesColumn(Utf8, n, offsets, data, nulls.validity, nulls.nulls));
};

import { bothValid } from "../../../../arrow/bitmap.ts";
import { type BytesColumn, bytesColumn, type DictColumn, isValid, type Validity } from "../../../../arrow/column.ts";
import { plainText } from "../../../../arrow/concat.ts";
import { allNull } from "../../../../arrow/take.ts";
import { Utf8 } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { utf8 } from "../../../../core/utf8.ts";
import type { Elementwise } from "../../function.ts";
import { columnIn, isScalar, scalar, type Value } from "../../value.ts";

interface Source {
  readonly c: BytesColumn;
  /** 0 for a scalar: its row is always the first. */
  readonly step: 0 | 1;
}

function concat(
  sources: readonly Source[],
  n: number,
  separator: Uint8Array,
  ignore: boolean,
  validity: Validity,
  nulls: number,
): BytesColumn {
  const offsets = new Int32Array(n + 1);
  // Two passes: how long each row is, then its bytes.
  const write = (data: Uint8Array | null): void => {
    let at = 0;
    for (let i = 0; i < n; i++) {
      let some = false;
      if (validity === null || ((validity[i >> 3] as number) >> (i & 7)) & 1) {
        for (const { c, step } of sources) {
          const row = i * step;
          if (ignore && !isValid(c, row)) continue;
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
      }
      if (data === null) offsets[i + 1] = at;
    }
    if (at > 0x7fffffff)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        "a column of text would pass 2 GiB in one batch; join fewer rows at once",
      );
  };
  write(null);
  const data = new Uint8Array(offsets[n] as number);
  write(data);
  return bytesColumn(Utf8, n, offsets, data, validity, nulls);
}

export const concatStr: Elementwise = (args, { options, length }) => {
  const separator = utf8(String(options.separator ?? ""));
  const ignore = options.ignoreNulls === true;
  const all = args.every(isScalar);
  const n = all ? 1 : length;
  if (!ignore && args.some((a) => isScalar(a) && a.column.nulls === 1))
    return all ? scalar(allNull(Utf8, 1)) : allNull(Utf8, n);
  const sources = args.map(
    (a: Value): Source => ({ c: plainText(columnIn(a) as DictColumn | BytesColumn), step: isScalar(a) ? 0 : 1 }),
  );
  let validity: Validity = null;
  let nulls = 0;
  if (!ignore)
    for (const { c, step } of sources) if (step === 1) ({ validity, nulls } = bothValid(validity, c.validity, n));
  const out = concat(sources, n, separator, ignore, validity, nulls);
  return all ? scalar(out) : out;
};

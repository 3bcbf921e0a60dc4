import type { BytesColumn, DictColumn, Validity } from "../../../../arrow/column.ts";
import { plainText } from "../../../../arrow/concat.ts";
import { room } from "../../../../arrow/layout.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { further } from "../../../../kernels/further.ts";
import { kernels } from "../../../../kernels/memory.ts";
import * as twins from "../../../../kernels/twins/text.ts";

/** Texts of rows, or one for all rows. */
export interface TextSource {
  readonly c: BytesColumn | DictColumn;
  readonly one: boolean;
}
export interface Texts {
  readonly offsets: Int32Array;
  readonly data: Uint8Array;
}

/** Below this a call into the kernels costs more than it saves, and above these bytes it would need too much memory. */
const FEW_ROWS = 128;
const MOST_BYTES = 2 ** 28;
/** Entries a row above which a dictionary costs more to copy than its rows. */
const MANY_ENTRIES = 4;

export const tooLong = (): PolaroidError =>
  new PolaroidError("LIMIT_EXCEEDED", "a column of text would pass 2 GiB in one batch; join fewer rows at once");

interface Given {
  readonly texts: BytesColumn;
  readonly codes: Int32Array | null;
  readonly one: boolean;
}

function given({ c, one }: TextSource, n: number): Given {
  if (c.layout === "bytes") return { texts: c, codes: null, one };
  if (one || c.dictionary.length > MANY_ENTRIES * n) return { texts: plainText(c), codes: null, one };
  return { texts: c.dictionary, codes: c.codes.subarray(0, n), one };
}

/** Each source's text of a row, one behind the other; a row that is null is empty, whatever the sources hold. */
export function joinTexts(sources: readonly TextSource[], n: number, validity: Validity): Texts {
  const all = sources.map((s) => given(s, n));
  let bytes = 0;
  for (const { texts: t } of all) bytes += (t.offsets[t.length] as number) - (t.offsets[0] as number) + 4 * t.length;
  if (n >= FEW_ROWS && bytes <= MOST_BYTES) return byKernel(all, n, validity);
  const joined = twins.textConcat(
    all.map(({ texts, codes, one }) => ({ offsets: texts.offsets, data: texts.data, codes, one })),
    n,
    validity,
  );
  if (joined === null) throw tooLong();
  return joined;
}

function byKernel(all: readonly Given[], n: number, validity: Validity): Texts {
  const mark = kernels.mark();
  try {
    const words = new Uint32Array(4 * all.length);
    for (const [i, { texts, codes, one }] of all.entries()) {
      const [first, end] = [texts.offsets[0] as number, texts.offsets[texts.length] as number];
      const offsets = kernels.put(texts.offsets.subarray(0, texts.length + 1));
      // Wraps as the addresses of the kernels do.
      words[4 * i + 1] = kernels.put(texts.data.subarray(first, end)) - first;
      words[4 * i] = offsets;
      words[4 * i + 2] = codes === null ? 0 : kernels.put(codes);
      words[4 * i + 3] = one ? 0 : n;
    }
    const at = kernels.put(words);
    const bits = validity === null ? 0 : kernels.put(validity);
    const to = kernels.push(4 * n + 4);
    const total = further.textConcatOffsets(at, all.length, n, bits, to);
    if (total < 0) throw tooLong();
    const out = kernels.push(total);
    further.textConcat(at, all.length, n, bits, out);
    const joined = { offsets: new Int32Array(n + 1), data: new Uint8Array(room(total), 0, total) };
    kernels.read(to, joined.offsets);
    kernels.read(out, joined.data);
    return joined;
  } finally {
    kernels.reset(mark);
  }
}

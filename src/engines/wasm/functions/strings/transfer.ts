import { type BytesColumn, bytesColumn, isValid } from "../../../../arrow/column.ts";
import { Binary } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { decodeBytes, encodeBytes, type Transfer } from "../../../../core/transfer.ts";
import { text } from "../../../../core/utf8.ts";
import type { Options } from "../../../../expr/node.ts";
import { Sink } from "./bytes.ts";
import { Marks } from "./rows.ts";
import { fromTexts, type OfText } from "./texts.ts";

const encodingOf = (o: Options): Transfer => (o.encoding === "hex" ? "hex" : "base64");

/** Bytes as text. */
export const encode: OfText = (c, _, { options }) => {
  const encoding = encodingOf(options);
  const out = new Array<string>(c.length).fill("");
  for (let i = 0; i < c.length; i++)
    if (isValid(c, i))
      out[i] = encodeBytes(c.data.subarray(c.offsets[i] as number, c.offsets[i + 1] as number), encoding);
  return fromTexts(out, c.validity, c.nulls);
};

/** Text as bytes; what is no such text is an error, or null where it is not strict. */
export const decode: OfText = (c, _, { options }) => {
  const encoding = encodingOf(options);
  const ends = new Int32Array(c.length + 1);
  const marks = new Marks(c);
  const sink = new Sink(64);
  const rowText = (at: BytesColumn, i: number): string =>
    text(at.data, at.offsets[i] as number, at.offsets[i + 1] as number);
  for (let i = 0; i < c.length; i++) {
    if (isValid(c, i)) {
      const t = rowText(c, i);
      const bytes = decodeBytes(t, encoding);
      if (bytes !== undefined) sink.copy(bytes, 0, bytes.length);
      else if (options.strict === false) marks.clear(i);
      else
        throw new PolaroidError(
          "INVALID_CAST",
          `${JSON.stringify(t.slice(0, 60))} is no ${encoding}; with { strict: false } such text becomes null`,
        );
    }
    ends[i + 1] = sink.at;
  }
  return bytesColumn(Binary, c.length, ends, sink.data.subarray(0, sink.at), marks.bits, marks.nulls);
};

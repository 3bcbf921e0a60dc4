import { type BytesColumn, bytesColumn, isValid } from "../../../../arrow/column.ts";
import { Binary } from "../../../../arrow/types.ts";
import { fromBase64, toBase64 } from "../../../../core/base64.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { text } from "../../../../core/utf8.ts";
import { Marks } from "../strings/rows.ts";
import { fromTexts, type OfText } from "../strings/texts.ts";

const rowOf = (c: BytesColumn, i: number): Uint8Array =>
  c.data.subarray(c.offsets[i] as number, c.offsets[i + 1] as number);

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
function toHex(bytes: Uint8Array): string {
  let out = "";
  for (let i = 0; i < bytes.length; i++) out += HEX[bytes[i] as number];
  return out;
}

export const encode: OfText = (c, _, { options }) => {
  const write = options.encoding === "base64" ? toBase64 : toHex;
  const out = new Array<string>(c.length);
  for (let i = 0; i < out.length; i++) out[i] = isValid(c, i) ? write(rowOf(c, i)) : "";
  return fromTexts(out, c.validity, c.nulls);
};

const digit = (b: number): number =>
  b >= 48 && b <= 57 ? b - 48 : b >= 97 && b <= 102 ? b - 87 : b >= 65 && b <= 70 ? b - 55 : -1;

function ofHex(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length % 2 === 1) return null;
  const out = new Uint8Array(bytes.length / 2);
  for (let i = 0; i < out.length; i++) {
    const [high, low] = [digit(bytes[2 * i] as number), digit(bytes[2 * i + 1] as number)];
    if (high < 0 || low < 0) return null;
    out[i] = high * 16 + low;
  }
  return out;
}

function ofBase64(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length % 4 !== 0) return null;
  const given = text(bytes, 0, bytes.length);
  try {
    const out = fromBase64(given);
    // Bits that stand for nothing must be zero.
    return toBase64(out) === given ? out : null;
  } catch {
    return null;
  }
}

export const decode: OfText = (c, _, { options }) => {
  const { encoding } = options;
  const read = encoding === "base64" ? ofBase64 : ofHex;
  const marks = new Marks(c);
  const offsets = new Int32Array(c.length + 1);
  // Neither coding makes more bytes than it is given.
  const data = new Uint8Array((c.offsets[c.length] as number) - (c.offsets[0] as number));
  let at = 0;
  for (let i = 0; i < c.length; i++) {
    if (isValid(c, i)) {
      const bytes = read(rowOf(c, i));
      if (bytes !== null) {
        data.set(bytes, at);
        at += bytes.length;
      } else if (options.strict === false) marks.clear(i);
      else
        throw new PolaroidError(
          "INVALID_CAST",
          `a value is no ${String(encoding)}; with { strict: false } it gives null`,
        );
    }
    offsets[i + 1] = at;
  }
  return bytesColumn(
    Binary,
    c.length,
    offsets,
    data.subarray(0, at),
    marks.nulls === 0 ? null : marks.bits,
    marks.nulls,
  );
};

import type { BytesColumn } from "../../../arrow/column.ts";
import { plainText } from "../../../arrow/concat.ts";
import { typeFromJson } from "../../../arrow/json.ts";
import { Binary, List, Utf8 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { decodeBytes, type Transfer } from "../../../core/transfer.ts";
import { text, utf8 } from "../../../core/utf8.ts";
import { pathMatcher } from "../../../expr/json-path/match.ts";
import { regex } from "../../../expr/regex/regex.ts";
import { type Cut, exact, inclusive, limited } from "../../../expr/text/parts.ts";
import { decodeJson } from "../../../formats/ndjson/decode.ts";
import { rowwise, type Udf } from "./define.ts";

const CUTS: Readonly<Record<string, Cut>> = { exact, inclusive, limited };
const KEPT = 256;

export const FORMS: Readonly<Record<string, Udf>> = {
  normal_form: rowwise(
    [Utf8],
    Utf8,
    ({ form }) =>
      (t: string) =>
        t.normalize(String(form)),
  ),
  decode_text: rowwise([Utf8], Binary, ({ encoding, strict }) => (t: string) => {
    const bytes = decodeBytes(t, encoding as Transfer);
    if (bytes !== undefined || strict === false) return bytes ?? null;
    throw new PolaroidError(
      "INVALID_CAST",
      `${JSON.stringify(t.slice(0, 60))} is no ${String(encoding)}; with { strict: false } such text becomes null`,
    );
  }),
  regex_groups: rowwise([Utf8], List(Utf8), ({ pattern }) => {
    const r = regex(String(pattern));
    return (t: string) => {
      const found = r.exec(t);
      return Array.from({ length: r.groups }, (_, k) => found?.[k + 1] ?? null);
    };
  }),
  cut_text: rowwise([Utf8, Utf8], List(Utf8), ({ how, n }) => {
    const cut = CUTS[String(how)] as Cut;
    return (t: string, by: string) => cut(t, by, Number(n));
  }),
  json_path: rowwise([Utf8, Utf8], Utf8, () => {
    const known = new Map<string, ReturnType<typeof pathMatcher>>();
    return (t: string, path: string) => {
      const match = known.get(path) ?? pathMatcher(path);
      if (known.size < KEPT) known.set(path, match);
      return match(t);
    };
  }),
};

const hex = (t: string): string => Array.from(utf8(t), (b) => b.toString(16).padStart(2, "0")).join("");

/** The name of the UDF that reads JSON as a type, which is part of the name. */
export const jsonUdf = (type: object | string): string => `json_as_${hex(JSON.stringify(type))}`;

/** The UDF behind such a name. */
export function jsonDecoder(name: string): Udf | undefined {
  const code = /^json_as_([0-9a-f]+)$/.exec(name)?.[1];
  if (code === undefined) return undefined;
  const bytes = Uint8Array.from(code.match(/../g) ?? [], (h) => Number.parseInt(h, 16));
  const gives = typeFromJson(JSON.parse(text(bytes, 0, bytes.length)));
  return { args: [Utf8], gives, run: ([c]) => decodeJson(plainText(c as BytesColumn), gives) };
}

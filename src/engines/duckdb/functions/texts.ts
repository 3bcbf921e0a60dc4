import type { Struct } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { TextName } from "../../../expr/functions/texts.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { identifier, textLiteral } from "../quote.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { callUdf } from "../udf/define.ts";
import { jsonUdf } from "../udf/forms.ts";

const many =
  (udf: string): FunctionSql =>
  (args, { options }) =>
    callUdf(udf, args, {
      ignoreCase: options["asciiCaseInsensitive"] === true,
      taking: options["leftmost"] === true ? "leftmost" : options["overlapping"] === true ? "overlapping" : "first",
    });

/** The items of a list as the fields of a struct; the list is made once. */
function fielded(list: string, c: TypedCall): string {
  const fields = (c.type as Struct).fields.map((f, k) => `${identifier(f.name)} := v[${k + 1}]`);
  return `list_extract(list_transform([${list}], lambda v: CAST(struct_pack(${fields.join(", ")}) AS ${sqlType(c.type)})), 1)`;
}

const cut =
  (how: (c: TypedCall) => string): FunctionSql =>
  ([x, by], c) =>
    fielded(callUdf("cut_text", [x as string, by as string], { how: how(c), n: (c.type as Struct).fields.length }), c);

export const TEXTS: Rules<TextName, FunctionSql> = {
  "str.containsAny": many("contains_any"),
  "str.findMany": many("find_many"),
  "str.extractMany": many("extract_many"),
  "str.replaceMany": many("replace_many"),
  "str.extractGroups": ([x], c) =>
    `CASE WHEN ${x} IS NULL THEN NULL ELSE ${fielded(callUdf("regex_groups", [x as string], { pattern: c.options["pattern"] }), c)} END`,
  "str.splitExact": cut((c) => (c.options["inclusive"] === true ? "inclusive" : "exact")),
  "str.splitn": cut(() => "limited"),
  "str.encode": ([x], c) => (c.options["encoding"] === "hex" ? `lower(hex(${x}))` : `base64(encode(${x}))`),
  "str.decode": ([x], { options }) =>
    callUdf("decode_text", [x as string], { encoding: options["encoding"], strict: options["strict"] !== false }),
  "str.escapeRegex": ([x]) =>
    `regexp_replace(${x}, ${textLiteral("([\\\\.+*?()|\\[\\]{}^$#&\\-~])")}, ${textLiteral("\\\\\\1")}, 'g')`,
  "str.normalize": ([x], c) => callUdf("normal_form", [x as string], { form: c.options["form"] ?? "NFC" }),
  "str.jsonDecode": ([x], c) => callUdf(jsonUdf(c.options["type"] as object), [x as string]),
  "str.jsonPathMatch": (args) => callUdf("json_path", args),
};

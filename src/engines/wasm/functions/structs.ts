import { bothValid } from "../../../arrow/bitmap.ts";
import { type Column, isValid, type StructColumn, structColumn } from "../../../arrow/column.ts";
import { jsonOf } from "../../../arrow/json-text.ts";
import { allNull } from "../../../arrow/take.ts";
import type { StructField } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { StructName } from "../../../expr/functions/structs.ts";
import type { CallInfo, Elementwise } from "../function.ts";
import { columnIn, isScalar, scalar, spread, type Value } from "../value.ts";
import { fromTexts } from "./strings/texts.ts";

type OfStruct = (c: StructColumn, rest: readonly Column[], info: CallInfo) => Column;

/** Lifts a function of structs to values; scalars stay scalars where all are. */
const ofStruct =
  (run: OfStruct): Elementwise =>
  (args, info) => {
    const one = args.every(isScalar);
    const length = one ? 1 : info.length;
    const [c, ...rest] = args.map((a) => spread(a, length)) as [Column, ...Column[]];
    for (const r of rest)
      if (r.length !== c.length)
        throw new PolaroidError(
          "SHAPE_MISMATCH",
          `a field of ${r.length} values cannot stand beside ${c.length} structs`,
        );
    const out = run(c as StructColumn, rest, { ...info, length });
    return one ? scalar(out) : out;
  };

const fieldsOf = (c: Column): readonly StructField[] => (c.type.id === "Struct" ? c.type.fields : []);
const textsOf = (v: unknown): readonly string[] => (Array.isArray(v) ? v.map(String) : []);
const remade = (c: StructColumn, info: CallInfo, children: readonly Column[]): Column =>
  structColumn(info.type, c.length, children, c.validity, c.nulls);

/** One field; null where the struct is. */
const field: Elementwise = (args, { options }) => {
  const v = args[0] as Value;
  const c = columnIn(v) as StructColumn;
  const child = c.children[fieldsOf(c).findIndex((f) => f.name === options.name)] as Column;
  if (c.validity === null) return isScalar(v) ? scalar(child) : child;
  const { validity, nulls } = bothValid(child.validity, c.validity, c.length);
  const out = { ...child, validity, nulls } as Column;
  return isScalar(v) ? scalar(out) : out;
};

const drop: OfStruct = (c, _, info) => {
  const kept = new Set(info.type.id === "Struct" ? info.type.fields.map((f) => f.name) : []);
  const children = c.children.filter((_child, i) => kept.has((fieldsOf(c)[i] as StructField).name));
  return remade(c, info, children);
};

const withFields: OfStruct = (c, rest, info) => {
  const names = textsOf(info.options.names);
  const own = fieldsOf(c);
  const fields = info.type.id === "Struct" ? info.type.fields : [];
  const children = fields.map((f) => {
    const at = names.indexOf(f.name);
    return (at >= 0 ? rest[at] : c.children[own.findIndex((o) => o.name === f.name)]) as Column;
  });
  return remade(c, info, children);
};

const jsonEncode: OfStruct = (c) => {
  const write = jsonOf(c);
  const out = new Array<string>(c.length);
  for (let i = 0; i < out.length; i++) out[i] = isValid(c, i) ? write(i) : "null";
  return fromTexts(out);
};

/** A struct that is null in every row, or of a column that has nothing. */
const shaped = (run: OfStruct): Elementwise =>
  ofStruct((c, rest, info) => (c.layout === "struct" ? run(c, rest, info) : allNull(info.type, info.length)));

export const STRUCTS: Rules<StructName, Elementwise> = {
  "struct.field": field,
  "struct.drop": shaped(drop),
  "struct.renameFields": shaped((c, _, info) => remade(c, info, c.children)),
  "struct.jsonEncode": shaped(jsonEncode),
  "struct.withFields": shaped(withFields),
  "struct.eval": shaped((c, rest, info) => remade(c, info, rest)),
};

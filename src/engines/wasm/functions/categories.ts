import { clearBit } from "../../../arrow/bitmap.ts";
import { type DictColumn, dictColumn, type FixedColumn, fixedColumn, isValid } from "../../../arrow/column.ts";
import { dictionaryOf, entries } from "../../../arrow/dictionary.ts";
import { allocate } from "../../../arrow/layout.ts";
import { allNull } from "../../../arrow/take.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { CategoryName, CategoryWindowName } from "../../../expr/functions/categories.ts";
import type { Elementwise, Whole } from "../function.ts";
import { columnIn, isScalar, scalar, type Value } from "../value.ts";
import { lenChars } from "./strings/case.ts";
import { endsWith, startsWith } from "./strings/occurrence.ts";
import { Marks } from "./strings/rows.ts";
import { lenBytes, slice } from "./strings/shape.ts";
import { textual } from "./strings/texts.ts";

/** Places in an Enum's list as its categories. */
const to: Elementwise = (args, { type, options }) => {
  const v = args[0] as Value;
  const c = columnIn(v) as FixedColumn;
  const names = type.id === "Enum" ? type.categories : [];
  if (c.layout !== "fixed") return isScalar(v) ? scalar(allNull(type, 1)) : allNull(type, c.length);
  const codes = new Int32Array(c.length);
  const marks = new Marks(c);
  for (let i = 0; i < codes.length; i++) {
    if (!isValid(c, i)) continue;
    const place = Number(c.values[i]);
    if (place >= 0 && place < names.length) codes[i] = place;
    else if (options.strict === false) {
      clearBit(marks.bits, i);
      marks.nulls++;
    } else
      throw new PolaroidError(
        "OUT_OF_RANGE",
        `${place} is no place among ${names.length} categories; with { strict: false } it gives null`,
      );
  }
  if (marks.nulls === c.length) return isScalar(v) ? scalar(allNull(type, 1)) : allNull(type, c.length);
  const out = dictColumn(
    type,
    c.length,
    codes,
    dictionaryOf(names),
    marks.nulls === 0 ? null : marks.bits,
    marks.nulls,
  );
  return isScalar(v) ? scalar(out) : out;
};

/** By an Enum's list, else by first appearance. */
const physical: Whole = ([column], { type }) => {
  const c = column as DictColumn;
  const values = allocate(type, c.length) as Uint32Array;
  const names = c.type.id === "Enum" ? c.type.categories : null;
  const known = names === null ? null : new Map(names.map((n, i) => [n, i]));
  const places = new Int32Array(c.dictionary.length).fill(-1);
  if (known !== null)
    entries(c.dictionary).forEach((t, i) => {
      places[i] = known.get(t) ?? -1;
    });
  let next = 0;
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    const code = c.codes[i] as number;
    if ((places[code] as number) < 0) places[code] = next++;
    values[i] = places[code] as number;
  }
  return fixedColumn(type, c.length, values, c.validity, c.nulls);
};

/** Categories, whose text is worked on once each. */
export const CATEGORIES: Rules<CategoryName, Elementwise> = {
  "cat.lenBytes": textual(lenBytes),
  "cat.lenChars": textual(lenChars),
  "cat.startsWith": textual(startsWith),
  "cat.endsWith": textual(endsWith),
  "cat.slice": textual(slice, { optional: [2] }),
  "cat.to": to,
};
export const CATEGORY_WINDOWS: Rules<CategoryWindowName, Whole> = { "cat.physical": physical };

import { expect, it } from "vitest";
import { type BytesColumn, type Column, type DictColumn, dictColumn } from "../../src/arrow/column.ts";
import { concatColumns, plainText } from "../../src/arrow/concat.ts";
import { dictionaryOf } from "../../src/arrow/dictionary.ts";
import { Categorical, type DataType, Utf8 } from "../../src/arrow/types.ts";
import { valuesOf } from "../../src/arrow/value.ts";
import { fc } from "../support/property.ts";

const word = fc.string({ maxLength: 40, unit: "grapheme" });
const texts = fc
  .tuple(fc.uniqueArray(word, { minLength: 1, maxLength: 40 }), fc.array(fc.nat(), { maxLength: 60 }), fc.nat(5))
  .map(([entries, picks, nulls]): DictColumn => {
    const validity = new Uint8Array((picks.length + 7) >> 3);
    let missing = 0;
    picks.forEach((p, i) => {
      if (nulls > 0 && p % (nulls + 2) === 0) missing++;
      else validity[i >> 3] = (validity[i >> 3] as number) | (1 << (i & 7));
    });
    const codes = Int32Array.from(picks, (p) => p % entries.length);
    return dictColumn(Utf8, picks.length, codes, dictionaryOf(entries), missing === 0 ? null : validity, missing);
  });

it("texts by codes are the same as bytes", () => {
  fc.assert(
    fc.property(texts, (c) => {
      const plain: BytesColumn = plainText(c);
      expect([plain.length, plain.nulls, plain.type.id]).toEqual([c.length, c.nulls, "Utf8"]);
      expect(valuesOf(plain)).toEqual(valuesOf(c));
    }),
  );
});

it("texts of several dictionaries, one after the other, are what they were", () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 2, maxLength: 6 }), (parts) => {
      const all: Column = concatColumns(Utf8, parts);
      expect(valuesOf(all)).toEqual(parts.flatMap(valuesOf));
    }),
  );
});

it("codes stay where texts repeat, and where the type is one of codes", () => {
  const part = (entries: string[], rows: number, type: DataType = Utf8): DictColumn =>
    dictColumn(
      type,
      rows,
      Int32Array.from({ length: rows }, (_, i) => i % entries.length),
      dictionaryOf(entries),
    );
  const few = concatColumns(Utf8, [part(["a", "b"], 20), part(["b", "c"], 20)]);
  const many = concatColumns(Utf8, [part(["a", "b", "x", "y"], 5), part(["b", "c"], 5)]);
  const kept = concatColumns(Categorical, [part(["a", "b", "x"], 2, Categorical), part(["b", "c"], 2, Categorical)]);
  expect([few.layout, many.layout, kept.layout]).toEqual(["dict", "bytes", "dict"]);
  expect(valuesOf(many)).toEqual(["a", "b", "x", "y", "a", "b", "c", "b", "c", "b"]);
});

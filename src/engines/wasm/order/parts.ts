import { getBit } from "../../../arrow/bitmap.ts";
import type { DictColumn, FixedColumn, Validity } from "../../../arrow/column.ts";
import { isValid } from "../../../arrow/column.ts";
import { dictionaryRanks } from "./dictionary-ranks.ts";
import { checkOrdered, type SortKey } from "./key.ts";
import { textRanks } from "./sort-text.ts";

/** The kernels' numbers of the types that they know. */
const KINDS: Readonly<Record<string, number>> = {
  Int8Array: 0,
  Int16Array: 1,
  Int32Array: 2,
  BigInt64Array: 3,
  Uint8Array: 4,
  Uint16Array: 5,
  Uint32Array: 6,
  BigUint64Array: 7,
  Float32Array: 8,
  Float64Array: 9,
};
const [I64, U8, U64] = [3, 4, 7];

/** Fixed-width numbers that take part in a sort key. */
export interface Part {
  readonly kind: number;
  readonly values: ArrayBufferView;
  /** Bytes from one row to the next, and to the first one. */
  readonly stride: number;
  readonly offset: number;
  readonly descending: boolean;
  readonly validity: Validity;
  /** Where the nulls go; "any" where another part tells. */
  readonly nulls: "first" | "last" | "any";
}

function codesAsRanks(c: DictColumn): Int32Array {
  const ranks = dictionaryRanks(c);
  const out = new Int32Array(c.length);
  const { codes } = c;
  for (let i = 0; i < out.length; i++) out[i] = ranks[codes[i] as number] as number;
  return out;
}

function bytesOfBits(bits: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  for (let i = 0; i < length; i++) out[i] = getBit(bits, i);
  return out;
}

/** A part that says only whether the row is null. */
export function nullPart(key: SortKey): Part {
  const { column, nullsLast } = key;
  const values = new Uint8Array(column.length);
  for (let i = 0; i < values.length; i++) values[i] = isValid(column, i) === nullsLast ? 0 : 1;
  return { kind: U8, values, stride: 1, offset: 0, descending: false, validity: null, nulls: "any" };
}

/** A key column as numbers, the most significant part first. */
export function partsOf(key: SortKey): Part[] {
  const { column: c, descending, nullsLast } = key;
  checkOrdered(c);
  if (c.nulls === c.length) return [];
  const nulls = nullsLast ? "last" : "first";
  const plain = (values: Exclude<FixedColumn["values"], never>): Part => ({
    kind: KINDS[values.constructor.name] as number,
    values,
    stride: values.BYTES_PER_ELEMENT,
    offset: 0,
    descending,
    validity: c.validity,
    nulls,
  });
  switch (c.layout) {
    case "fixed": {
      if (c.type.id !== "Decimal") return [plain(c.values)];
      const word: Part = {
        kind: I64,
        values: c.values,
        stride: 16,
        offset: 8,
        descending,
        validity: c.validity,
        nulls,
      };
      return [word, { ...word, kind: U64, offset: 0, nulls: "any" }];
    }
    case "bool":
      return [plain(bytesOfBits(c.bits, c.length))];
    case "dict":
      return [plain(codesAsRanks(c))];
    case "bytes":
      return [plain(textRanks(c))];
    default:
      return [];
  }
}

import { bitmapBytes } from "../../arrow/bitmap.ts";
import {
  type BytesColumn,
  type Column,
  type DictColumn,
  dictColumn,
  type FixedColumn,
  fixedListColumn,
  isValid,
  listColumn,
  structColumn,
} from "../../arrow/column.ts";
import { dictionaryOf, entries } from "../../arrow/dictionary.ts";
import { takeColumn } from "../../arrow/take.ts";
import { sameType } from "../../arrow/type-info.ts";
import { type DataType, FixedSizeList, List, structOf } from "../../arrow/types.ts";
import { kernels } from "../../kernels/memory.ts";
import { SEED } from "../../kernels/seed.ts";
import { corrupt } from "./thrift.ts";

/** What a column of one type becomes where the file keeps another for it; where they do not fit, the first stays. */
export function restored(type: DataType, kept: DataType): DataType {
  if (sameType(type, kept)) return type;
  switch (kept.id) {
    case "Categorical":
    case "Enum":
      return type.id === "Utf8" ? kept : type;
    case "Duration":
      return type.id === "Int64" ? kept : type;
    case "Datetime":
      return type.id === "Datetime" && type.unit === kept.unit && type.zone !== null && kept.zone !== null
        ? kept
        : type;
    case "List":
      return type.id === "List" ? (List(restored(type.inner, kept.inner)) as DataType) : type;
    case "FixedSizeList":
      return type.id === "List" && kept.size >= 0
        ? (FixedSizeList(restored(type.inner, kept.inner), kept.size) as DataType)
        : type;
    case "Struct": {
      if (type.id !== "Struct" || type.fields.length !== kept.fields.length) return type;
      if (!type.fields.every((f, i) => f.name === kept.fields[i]?.name)) return type;
      return structOf(
        type.fields.map((f, i) => ({ name: f.name, type: restored(f.type, (kept.fields[i] as typeof f).type) })),
      );
    }
    default:
      return type;
  }
}

/** Text as codes, in order of first appearance. */
function coded(c: BytesColumn, type: DataType): DictColumn {
  const n = c.length;
  const mark = kernels.mark();
  try {
    const from = c.offsets[0] as number;
    const data = kernels.put(c.data.subarray(from, c.offsets[n] as number)) - from;
    const offsets = kernels.put(c.offsets.subarray(0, n + 1));
    const cap = 2 ** Math.ceil(Math.log2(Math.max(64, n * 2)));
    const table = kernels.push(cap * 4);
    const firsts = kernels.push(n * 4);
    const codes = kernels.push(n * 4);
    const count = kernels.k.textDistinct(offsets, n, data, table, cap, firsts, codes, n, SEED);
    const { u8 } = kernels;
    const rows = new Int32Array(u8.slice(firsts, firsts + 4 * count).buffer);
    const dictionary = takeColumn({ ...c, nulls: 0, validity: null }, rows) as BytesColumn;
    return dictColumn(type, n, new Int32Array(u8.slice(codes, codes + 4 * n).buffer), dictionary, c.validity, c.nulls);
  } finally {
    kernels.reset(mark);
  }
}

function asEnum(c: DictColumn, type: DataType & { id: "Enum" }): DictColumn {
  const index = new Map<string, number>(type.categories.map((name, i) => [name, i]));
  const to = Int32Array.from(entries(c.dictionary), (entry) => index.get(entry) ?? -1);
  const codes = new Int32Array(c.length);
  for (let i = 0; i < c.length; i++) {
    const code = to[c.codes[i] as number] ?? -1;
    if (code >= 0) codes[i] = code;
    else if (isValid(c, i)) throw corrupt("a column of an Enum holds a value that is not one of its categories");
  }
  return dictColumn(type, c.length, codes, dictionaryOf(type.categories), c.validity, c.nulls);
}

function fixedSize(c: Column & { layout: "list" }, type: DataType & { id: "FixedSizeList" }): Column {
  const { size } = type;
  if (c.length * size > 0x7fffffff) throw corrupt(`lists of ${size} items are more than a batch holds`);
  const rows = new Int32Array(c.length * size).fill(-1);
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    const from = c.offsets[i] as number;
    if ((c.offsets[i + 1] as number) - from !== size)
      throw corrupt(`a list has ${(c.offsets[i + 1] as number) - from} items where ${size} are expected`);
    for (let k = 0; k < size; k++) rows[i * size + k] = from + k;
  }
  const child = takeColumn(retyped(c.child, type.inner), rows, true);
  return fixedListColumn(type, c.length, size, child, c.validity, c.nulls);
}

/** A column as the type that `restored` gave. */
export function retyped(c: Column, type: DataType): Column {
  if (sameType(c.type, type)) return c;
  switch (type.id) {
    case "Categorical":
    case "Enum": {
      if (c.layout !== "bytes" && c.layout !== "dict") break;
      const dict = c.layout === "dict" ? { ...c, type } : coded(c, type);
      return type.id === "Enum" ? asEnum(dict, type) : dict;
    }
    case "Duration":
    case "Datetime":
      return { ...(c as FixedColumn), type };
    case "List":
      if (c.layout === "list")
        return listColumn(type, c.length, c.offsets, retyped(c.child, type.inner), c.validity, c.nulls);
      break;
    case "FixedSizeList":
      if (c.layout === "list") return fixedSize(c, type);
      break;
    case "Struct":
      if (c.layout === "struct") {
        const children = c.children.map((child, i) => retyped(child, type.fields[i]?.type ?? child.type));
        return structColumn(type, c.length, children, c.validity?.subarray(0, bitmapBytes(c.length)) ?? null, c.nulls);
      }
      break;
  }
  throw corrupt(`a column of ${c.type.id} is kept as ${type.id}`);
}

import { decimalText } from "../../arrow/decimal.ts";
import { PER_SECOND } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { text } from "../../core/utf8.ts";
import type { ColumnStats } from "../../plan/table.ts";
import type { FileMetadata } from "./metadata.ts";
import { boundsOf } from "./prune.ts";
import type { Leaf } from "./schema.ts";
import { compare, type Value } from "./value.ts";

/** A bound as a column stores it: counts of the type's unit, text, decimals as text. */
function stored(type: DataType, v: Value): unknown {
  if (v instanceof Uint8Array) return type.id === "Binary" ? v : text(v, 0, v.length);
  switch (type.id) {
    case "Bool":
      return v === 1n;
    case "Datetime":
    case "Duration":
      return (v as bigint) / BigInt(1e9 / PER_SECOND[type.unit]);
    case "Date32":
      return Number((v as bigint) / 86_400_000_000_000n);
    case "Int64":
    case "UInt64":
    case "Time":
      return v;
    case "Decimal":
      return decimalText(v as bigint, type.scale);
    default:
      return Number(v);
  }
}

/** A page's own head, and the least that a text takes in a page. */
const HEAD = 16;
const TEXT = 5;

/** How many texts the dictionaries have room for; null where a group has none. */
function dictionaryTexts(metadata: FileMetadata, leaf: Leaf): number | null {
  let most = 0;
  for (const group of metadata.groups) {
    const { dictionaryPage, dataPage } = group.chunk(leaf.index);
    if (dictionaryPage === null || dictionaryPage <= 0 || dataPage <= dictionaryPage) return null;
    most = Math.max(most, (dataPage - dictionaryPage - HEAD) / TEXT);
  }
  return metadata.groups.length === 0 ? null : Math.max(1, Math.floor(most));
}

/** A column's statistics over all row groups; bounds only where every group has exact ones. */
export function statsOf(metadata: FileMetadata, leaf: Leaf, type: DataType): ColumnStats | null {
  let nulls: number | null = 0;
  let min: Value | null = null;
  let max: Value | null = null;
  let bounded = true;
  const short = type.id === "Utf8" || type.id === "Categorical" || type.id === "Enum" || type.id === "Binary";
  for (const group of metadata.groups) {
    const s = group.chunk(leaf.index).statistics;
    nulls = nulls === null || s === null || s.nulls === null ? null : nulls + s.nulls;
    if (s?.nulls === group.rows) continue;
    const b = boundsOf(leaf, s, metadata.ordered[leaf.index] ?? false);
    if (b.min === null || b.max === null || (short && !(s?.minExact && s.maxExact))) bounded = false;
    else {
      if (min === null || compare(b.min, min) < 0) min = b.min;
      if (max === null || compare(b.max, max) > 0) max = b.max;
    }
  }
  const only = metadata.groups.length === 1 ? metadata.groups[0] : undefined;
  return {
    min: bounded && min !== null ? stored(type, min) : null,
    max: bounded && max !== null ? stored(type, max) : null,
    nulls,
    distinct: only?.chunk(leaf.index).statistics?.distinct ?? null,
    texts: short ? dictionaryTexts(metadata, leaf) : null,
  };
}

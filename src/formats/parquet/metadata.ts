import { text } from "../../core/utf8.ts";
import {
  asStruct,
  binary,
  bool,
  corrupt,
  count,
  type Fields,
  int,
  intOr,
  list,
  struct,
  structs,
  type Thrift,
} from "./thrift.ts";

/** Physical types by their numbers in the format. */
export const BOOLEAN = 0;
export const INT32 = 1;
export const INT64 = 2;
export const INT96 = 3;
export const FLOAT = 4;
export const DOUBLE = 5;
export const BYTE_ARRAY = 6;
export const FIXED_LEN_BYTE_ARRAY = 7;

export interface SchemaElement {
  readonly name: string;
  /** null for a group. */
  readonly physical: number | null;
  readonly width: number;
  /** 0 required, 1 optional, 2 repeated. */
  readonly repetition: number;
  readonly children: number;
  readonly converted: number | null;
  readonly scale: number;
  readonly precision: number;
  /** The member of the LogicalType union and its struct. */
  readonly logical: { readonly id: number; readonly value: Fields } | null;
}

export interface Statistics {
  readonly min: Uint8Array | null;
  readonly max: Uint8Array | null;
  readonly nulls: number | null;
  readonly distinct: number | null;
  /** From the fields of the old format, whose order for unsigned and binary values is not to be trusted. */
  readonly legacy: boolean;
  readonly minExact: boolean;
  readonly maxExact: boolean;
}

export interface ColumnChunk {
  readonly physical: number;
  readonly codec: number;
  readonly values: number;
  readonly compressed: number;
  readonly uncompressed: number;
  readonly encodings: readonly number[];
  readonly dataPage: number;
  readonly dictionaryPage: number | null;
  readonly statistics: Statistics | null;
  readonly bloom: { readonly offset: number; readonly length: number | null } | null;
  readonly columnIndex: { readonly offset: number; readonly length: number } | null;
  readonly offsetIndex: { readonly offset: number; readonly length: number } | null;
  readonly encrypted: boolean;
}

export interface RowGroup {
  readonly rows: number;
  readonly bytes: number;
  /** The chunk of a leaf, parsed when asked for. */
  chunk(leaf: number): ColumnChunk;
  readonly leaves: number;
}

export interface FileMetadata {
  readonly version: number;
  readonly schema: readonly SchemaElement[];
  readonly rows: number;
  readonly groups: readonly RowGroup[];
  readonly keyValues: ReadonlyMap<string, string>;
  readonly createdBy: string;
  /** For each leaf, whether its statistics have the order of its type. */
  readonly ordered: readonly boolean[];
  readonly encrypted: boolean;
}

const string = (bytes: Uint8Array | null): string => (bytes === null ? "" : text(bytes, 0, bytes.length));

function schemaElement(s: Fields): SchemaElement {
  const union = struct(s, 10);
  const id = union?.fields.findIndex((v) => v !== undefined) ?? -1;
  const value = union === null || id < 0 ? null : asStruct(union.fields[id]);
  const physical = intOr(s, 1, null);
  if (physical !== null && (physical < 0 || physical > 7))
    throw corrupt(`a column has the unknown physical type ${physical}`);
  const repetition = intOr(s, 3, 0);
  if (repetition < 0 || repetition > 2) throw corrupt(`a column has the unknown repetition ${repetition}`);
  return {
    name: string(binary(s, 4)),
    physical,
    repetition,
    width: intOr(s, 2, 0),
    children: intOr(s, 5, 0),
    converted: intOr(s, 6, null),
    scale: intOr(s, 7, 0),
    precision: intOr(s, 8, 0),
    logical: value === null ? null : { id, value },
  };
}

export function statistics(s: Fields | null): Statistics | null {
  if (s === null) return null;
  const [min, max] = [binary(s, 6), binary(s, 5)];
  const legacy = min === null && max === null;
  const nulls = intOr(s, 3, null);
  const distinct = intOr(s, 4, null);
  return {
    min: legacy ? binary(s, 2) : min,
    max: legacy ? binary(s, 1) : max,
    nulls: nulls !== null && nulls >= 0 ? nulls : null,
    distinct: distinct !== null && distinct >= 0 ? distinct : null,
    legacy,
    minExact: bool(s, 8, false),
    maxExact: bool(s, 7, false),
  };
}

function place(s: Fields, offset: number, length: number): { offset: number; length: number } | null {
  const at = intOr(s, offset, null);
  const bytes = intOr(s, length, null);
  return at === null || bytes === null || at < 0 || bytes <= 0 ? null : { offset: at, length: bytes };
}

function columnChunk(s: Fields): ColumnChunk {
  const m = struct(s, 3);
  const encrypted = struct(s, 8) !== null || binary(s, 9) !== null;
  if (m === null) {
    if (encrypted) return { ...EMPTY, encrypted };
    throw corrupt("a column chunk has no metadata");
  }
  const bloom = intOr(m, 14, null);
  return {
    physical: int(m, 1, "a column chunk's type"),
    codec: int(m, 4, "a column chunk's codec"),
    values: count(m, 5, "a column chunk's number of values"),
    uncompressed: count(m, 6, "a column chunk's size"),
    compressed: count(m, 7, "a column chunk's size"),
    encodings: (list(m, 2) ?? []).filter((v): v is number => typeof v === "number"),
    dataPage: count(m, 9, "a column chunk's first page"),
    dictionaryPage: intOr(m, 11, null),
    statistics: statistics(struct(m, 12)),
    bloom: bloom === null || bloom <= 0 ? null : { offset: bloom, length: intOr(m, 15, null) },
    offsetIndex: place(s, 4, 5),
    columnIndex: place(s, 6, 7),
    encrypted,
  };
}
const EMPTY: ColumnChunk = {
  physical: 0,
  codec: 0,
  values: 0,
  compressed: 0,
  uncompressed: 0,
  encodings: [],
  dataPage: 0,
  dictionaryPage: null,
  statistics: null,
  bloom: null,
  columnIndex: null,
  offsetIndex: null,
  encrypted: false,
};

function rowGroup(s: Fields): RowGroup {
  const chunks = structs(s, 1, "a row group's column");
  const parsed: (ColumnChunk | undefined)[] = [];
  return {
    rows: count(s, 3, "a row group's number of rows"),
    bytes: Math.max(0, intOr(s, 2, 0)),
    leaves: chunks.length,
    chunk(leaf) {
      const raw = chunks[leaf];
      if (raw === undefined) throw corrupt(`a row group has no chunk for column ${leaf}`);
      let one = parsed[leaf];
      if (one === undefined) parsed[leaf] = one = columnChunk(raw);
      return one;
    },
  };
}

const keyValue = (v: Thrift): readonly [string, string] => {
  const s = asStruct(v);
  return s === null ? ["", ""] : [string(binary(s, 1)), string(binary(s, 2))];
};

/** The footer's FileMetaData. */
export function fileMetadata(s: Fields): FileMetadata {
  return {
    version: intOr(s, 1, 0),
    schema: structs(s, 2, "a schema element").map(schemaElement),
    rows: count(s, 3, "the number of rows"),
    groups: structs(s, 4, "a row group").map(rowGroup),
    keyValues: new Map((list(s, 5) ?? []).map(keyValue)),
    createdBy: string(binary(s, 6)),
    ordered: structs(s, 7, "a column order").map((o) => struct(o, 1) !== null),
    encrypted: struct(s, 8) !== null,
  };
}

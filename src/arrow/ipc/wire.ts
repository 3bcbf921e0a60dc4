import type { DataType } from "../types.ts";

export type WireUnit = "s" | "ms" | "us" | "ns";

/** A type of the Arrow format, those that our columns lack included. */
export type WireType =
  | { readonly kind: "null" | "bool" | "struct" | "map" | "ree" }
  | { readonly kind: "int"; readonly bits: number; readonly signed: boolean }
  | { readonly kind: "float"; readonly bits: number }
  | { readonly kind: "decimal"; readonly bits: number; readonly precision: number; readonly scale: number }
  | { readonly kind: "date"; readonly unit: "day" | "ms" }
  | { readonly kind: "time"; readonly unit: WireUnit; readonly bits: number }
  | { readonly kind: "timestamp"; readonly unit: WireUnit; readonly zone: string | null }
  | { readonly kind: "duration"; readonly unit: WireUnit }
  | { readonly kind: "bytes"; readonly text: boolean; readonly large: boolean }
  | { readonly kind: "view"; readonly text: boolean }
  | { readonly kind: "fixedBinary"; readonly width: number }
  | { readonly kind: "list" | "listView"; readonly large: boolean }
  | { readonly kind: "fixedList"; readonly size: number };

export interface WireDictionary {
  readonly id: bigint;
  readonly bits: number;
  readonly signed: boolean;
}

/** A field as Arrow has it, and the type that its column gets here. */
export interface WireField {
  readonly name: string;
  /** For messages: `column "a" > "b"`. */
  readonly path: string;
  readonly nullable: boolean;
  /** Of the dictionary's entries where there is a dictionary. */
  readonly wire: WireType;
  readonly dictionary: WireDictionary | null;
  readonly children: readonly WireField[];
  readonly type: DataType;
}

export interface BatchHeader {
  readonly length: number;
  /** Length and null count of each node. */
  readonly nodes: Float64Array;
  /** Offset in the body and length of each buffer. */
  readonly buffers: Float64Array;
  readonly variadic: Float64Array;
  readonly codec: "none" | "lz4" | "zstd";
}

/** One message's header. */
export type Header =
  | { readonly kind: "schema"; readonly fields: readonly WireField[]; readonly body: number }
  | {
      readonly kind: "dictionary";
      readonly id: bigint;
      readonly delta: boolean;
      readonly batch: BatchHeader;
      readonly body: number;
    }
  | { readonly kind: "batch"; readonly batch: BatchHeader; readonly body: number };

/** Leaves room to round a number of rows up in 31 bits. */
export const MAX_ROWS = 0x7fffff00;
export const MAX_DEPTH = 64;
/** The format's "continuation": a length of -1 before the real one. */
export const CONTINUATION = 0xffffffff;

/** The parts of `apache-arrow`'s classes that are read here, by shape: any version from 17 on, no import. */
export interface ArrowType {
  readonly typeId: number;
  readonly children?: readonly ArrowField[] | null;
  readonly bitWidth?: number;
  readonly isSigned?: boolean;
  readonly precision?: number;
  readonly scale?: number;
  readonly unit?: number;
  readonly timezone?: string | null | undefined;
  readonly byteWidth?: number;
  readonly listSize?: number;
  readonly dictionary?: ArrowType;
  readonly indices?: ArrowType;
}
export interface ArrowField {
  readonly name: string;
  readonly type: ArrowType;
  readonly nullable: boolean;
  readonly metadata?: ReadonlyMap<string, string>;
}
export interface ArrowData {
  readonly type: ArrowType;
  readonly length: number;
  /** Where the rows start in bitmaps; all else is cut to the rows. */
  readonly offset: number;
  readonly nullCount: number;
  readonly nullBitmap?: Uint8Array | null | undefined;
  /** Typed arrays, by the type. */
  readonly values?: unknown;
  readonly valueOffsets?: unknown;
  readonly variadicBuffers?: readonly Uint8Array[];
  readonly children: readonly ArrowData[];
  readonly dictionary?: { readonly data: readonly ArrowData[] } | undefined;
}
export interface ArrowBatch {
  readonly schema: { readonly fields: readonly ArrowField[] };
  readonly data: ArrowData;
}
/** A `Table` or a `RecordBatch` of `apache-arrow`. */
export type ArrowSource =
  | { readonly schema: { readonly fields: readonly ArrowField[] }; readonly batches: readonly ArrowBatch[] }
  | ArrowBatch;

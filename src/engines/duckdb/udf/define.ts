import { setBit } from "../../../arrow/bitmap.ts";
import { columnFrom } from "../../../arrow/build.ts";
import { type Column, fixedColumn } from "../../../arrow/column.ts";
import type { DataType } from "../../../arrow/types.ts";
import { type Stored, valuesOf } from "../../../arrow/value.ts";
import { textLiteral } from "../quote.ts";

/** Constants of a call, which travel as JSON in its last argument. */
export type Settings = Readonly<Record<string, unknown>>;

/** A function of rows that DuckDB has not, or has otherwise: it calls back for a chunk at a time. */
export interface Udf {
  readonly args: readonly DataType[];
  readonly gives: DataType;
  readonly run: (columns: readonly Column[], length: number, settings: Settings) => Column;
}

function decimalColumn(values: readonly (bigint | null)[], type: DataType): Column {
  const words = new BigInt64Array(2 * values.length);
  const validity = new Uint8Array((values.length + 7) >> 3);
  let nulls = 0;
  values.forEach((v, i) => {
    if (v === null) {
      nulls++;
      return;
    }
    words[2 * i] = BigInt.asIntN(64, v);
    words[2 * i + 1] = BigInt.asIntN(64, v >> 64n);
    setBit(validity, i);
  });
  return fixedColumn(type, values.length, words, nulls === 0 ? null : validity, nulls);
}

/** A UDF row by row, which needs no more than its values: null in any of them is null. */
export function rowwise(
  args: readonly DataType[],
  gives: DataType,
  prepare: (settings: Settings) => (...row: never[]) => unknown,
): Udf {
  return {
    args,
    gives,
    run(columns, length, settings) {
      const map = prepare(settings) as (...row: Stored[]) => unknown;
      const values = columns.map(valuesOf);
      const out = new Array<unknown>(length).fill(null);
      for (let i = 0; i < length; i++) {
        const row = values.map((v) => v[i] as Stored);
        if (!row.includes(null)) out[i] = map(...row);
      }
      return gives.id === "Decimal" ? decimalColumn(out as (bigint | null)[], gives) : columnFrom(out, gives);
    },
  };
}

export const PREFIX = "polaroid_";

/** A call of a UDF as SQL. */
export const callUdf = (name: string, args: readonly string[], settings: Settings = {}): string =>
  `${PREFIX}${name}(${[...args, textLiteral(JSON.stringify(settings))].join(", ")})`;

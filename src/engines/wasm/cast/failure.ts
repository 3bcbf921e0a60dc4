import { getBit } from "../../../arrow/bitmap.ts";
import { type Column, fixedColumn, isValid, type Validity, type Values } from "../../../arrow/column.ts";
import { formatValue } from "../../../arrow/format-value.ts";
import { isText, typeName } from "../../../arrow/type-info.ts";
import type { DataType } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { andNulls } from "../functions/operands.ts";

/** Thrown inside of a strict cast at the first row that does not fit; never leaves `castColumn`. */
export class Misfit extends Error {
  readonly row: number;
  constructor(row: number) {
    super();
    this.row = row;
  }
}

const MOST = 3;

function show(c: Column, row: number): string {
  const shown = formatValue(c, row, 40).slice(0, 60);
  return isText(c.type) ? JSON.stringify(shown) : shown;
}

/** The error of a strict cast: the first values that do not fit, and the way out. */
export function castError(c: Column, first: number, to: DataType, loose: Column | null): PolaroidError {
  const shown = [show(c, first)];
  for (let i = first + 1; loose !== null && i < c.length && shown.length <= MOST; i++) {
    if (!isValid(c, i) || isValid(loose, i)) continue;
    const value = show(c, i);
    if (!shown.includes(value)) shown.push(value);
  }
  if (shown.length > MOST) shown[MOST] = "...";
  return new PolaroidError(
    "INVALID_CAST",
    `${shown.join(", ")} of ${typeName(c.type)} ${shown.length > 1 ? "are" : "is"} no ${typeName(to)}; cast with strict: false for nulls in such places`,
  );
}

/** The rows of `c` that are valid and whose bit is set; strictly, a valid row without its bit is a misfit. */
export function keepFitting(
  c: Column,
  fits: Uint8Array | null,
  strict: boolean,
): { validity: Validity; nulls: number } {
  if (fits === null) return c;
  if (strict) for (let i = 0; i < c.length; i++) if (getBit(fits, i) === 0 && isValid(c, i)) throw new Misfit(i);
  return andNulls(c, fits, c.length);
}

export function fittingColumn(
  c: Column,
  to: DataType,
  values: Values,
  fits: Uint8Array | null,
  strict: boolean,
): Column {
  const { validity, nulls } = keepFitting(c, fits, strict);
  return fixedColumn(to, c.length, values, validity, nulls);
}

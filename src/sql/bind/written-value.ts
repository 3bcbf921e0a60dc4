import { columnFrom } from "../../arrow/build.ts";
import { isInteger, isTemporal } from "../../arrow/type-info.ts";
import { type DataType, Float64, Utf8 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { castColumn } from "../../engines/wasm/cast.ts";
import { sqlTypeName } from "./sql-name.ts";

/** Throws `INVALID_CAST` where a text that is written out is no value of a type, before any row is read; `said` is what it is to be in the end. */
export function checkWritten(text: string, to: DataType, said: DataType = to): void {
  if (!isTemporal(to) && !/^(U?Int|Float)/.test(to.id)) return;
  const whole = isInteger(to) && !/^[+-]?\d+$/.test(text);
  try {
    castColumn(columnFrom([text], Utf8), whole ? Float64 : to, true);
  } catch (cause) {
    if (!(cause instanceof PolaroidError) || cause.code !== "INVALID_CAST") throw cause;
    throw new PolaroidError(
      "INVALID_CAST",
      `'${text.slice(0, 60)}' is no ${sqlTypeName(said)}; try_cast() gives null for such texts`,
    );
  }
}

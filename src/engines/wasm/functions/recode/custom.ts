import { columnFrom } from "../../../../arrow/build.ts";
import { type Column, isValid } from "../../../../arrow/column.ts";
import { allNull } from "../../../../arrow/take.ts";
import { type JsOptions, jsReader } from "../../../../arrow/to-js.ts";
import { sameType } from "../../../../arrow/type-info.ts";
import type { DataType } from "../../../../arrow/types.ts";
import { shown } from "../../../../core/argument.ts";
import { PolaroidError } from "../../../../core/error.ts";
import type { Options } from "../../../../expr/node.ts";
import { castValue } from "../../cast.ts";
import type { Elementwise, Whole } from "../../function.ts";
import { columnIn, isScalar, type Value } from "../../value.ts";
import { resultOf } from "../operands.ts";

/** A user's function of a column. */
type OfColumn = (values: Column) => Column;

function functionIn(options: Options, fn: string): (v: never) => unknown {
  if (typeof options.fn !== "function") throw new PolaroidError("INVALID_ARGUMENT", `${fn} needs a function`);
  return options.fn as (v: never) => unknown;
}

function failed(fn: string, where: string, cause: unknown): PolaroidError {
  if (cause instanceof PolaroidError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new PolaroidError("INVALID_ARGUMENT", `${fn}: the function failed${where}: ${message}`, { cause });
}
// Rows are counted in a part of the frame here, which tells nobody where it is.
const ROW = /^row \d+: /;
/** What the function gave, as a column of the type that was promised. */
function madeOf(values: readonly unknown[], type: DataType): Column {
  try {
    return columnFrom(values, type);
  } catch (cause) {
    if (!(cause instanceof PolaroidError)) throw cause;
    const made = "say what the function makes by { returnDtype: Utf8 } or the like; it may not be async";
    throw new PolaroidError(
      cause.code,
      `mapElements: of what the function gave, ${cause.detail.replace(ROW, "")}; ${made}`,
      { cause },
    );
  }
}

/** What a user's function gives for each value, nulls left out unless asked for. */
export const mapElements: Elementwise = (args, { type, options }) => {
  const f = functionIn(options, "mapElements") as unknown as (v: unknown) => unknown;
  const c = columnIn(args[0] as Value);
  const read = jsReader(c, "mapElements", options as JsOptions);
  const all = options.skipNulls === false;
  const out = new Array<unknown>(c.length);
  for (let i = 0; i < c.length; i++) {
    if (!all && !isValid(c, i)) {
      out[i] = null;
      continue;
    }
    try {
      out[i] = f(read(i)) ?? null;
    } catch (cause) {
      throw failed("mapElements", ` for ${shown(read(i))}`, cause);
    }
  }
  return resultOf(args, madeOf(out, type));
};

/** A user's function of a column, whose result takes the type that was promised. */
export function custom(options: Options, type: DataType, c: Column): Column {
  const f = functionIn(options, "mapBatches") as unknown as OfColumn;
  let out: Column;
  try {
    out = f(c);
  } catch (cause) {
    throw failed("mapBatches", "", cause);
  }
  if (sameType(out.type, type)) return out;
  return out.type.id === "Null" ? allNull(type, out.length) : columnIn(castValue(out, type, true));
}

export const mapRows: Elementwise = (args, { type, options }) => {
  const v = args[0] as Value;
  const out = custom(options, type, columnIn(v));
  const want = columnIn(v).length;
  if (out.length !== want)
    throw new PolaroidError(
      "SHAPE_MISMATCH",
      `mapBatches: isElementwise promises ${want} rows, the function gave ${out.length}`,
    );
  return isScalar(v) ? { scalar: true, column: out } : out;
};

export const mapBatches: Whole = ([c], { type, options }) => custom(options, type, c as Column);

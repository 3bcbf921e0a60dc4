import type { Batch } from "../../arrow/batch.ts";
import { bitmapBytes, setBit } from "../../arrow/bitmap.ts";
import { type Column, fixedColumn, isValid, type Numbers } from "../../arrow/column.ts";
import { takeColumn } from "../../arrow/take.ts";
import { isFloat, isNumeric } from "../../arrow/type-info.ts";
import { functionOf } from "../../expr/registry.ts";
import type { Typed, TypedCall } from "../../expr/typed.ts";
import { castColumn } from "./cast.ts";
import type { Evaluator } from "./evaluate.ts";
import { extremeRows, maxima, minima } from "./functions/rolling/extremes.ts";
import { type Frames, type Measure, validCounts } from "./functions/rolling/frames.ts";
import { deviations, variances } from "./functions/rolling/moments.ts";
import { medians, quantiles } from "./functions/rolling/quantiles.ts";
import { means, sums } from "./functions/rolling/sums.ts";
import { literalColumn } from "./literal.ts";
import { ruleOf } from "./tables.ts";
import { scalar, spread } from "./value.ts";

type Compile = (e: Typed) => Evaluator;
/** An expression of each window's rows, given all rows. */
export type OfWindows = (all: Batch, frames: Frames) => Column;

const MEASURES: Readonly<Record<string, Measure>> = {
  mean: means,
  std: deviations,
  var: variances,
  median: medians,
  quantile: quantiles,
};

const sizes = ({ from, to }: Frames): Uint32Array => Uint32Array.from(from, (a, i) => (to[i] as number) - a);

/** The first or last row of each window, -1 where there is none. */
const edgeRows = ({ from, to }: Frames, last: boolean): Int32Array =>
  Int32Array.from(from, (a, i) => (a < (to[i] as number) ? (last ? (to[i] as number) - 1 : a) : -1));

/** The least or greatest values, NaN only where there is nothing else. */
function passingNan(c: Column, frames: Frames, sign: 1 | -1): Column {
  const values = (c as { readonly values?: unknown }).values as Numbers;
  const bits = new Uint8Array(bitmapBytes(c.length));
  let nulls = 0;
  for (let i = 0; i < c.length; i++)
    if (isValid(c, i) && !Number.isNaN(values[i] as number)) setBit(bits, i);
    else nulls++;
  const rows = extremeRows({ ...c, validity: nulls === 0 ? null : bits, nulls } as Column, frames, sign);
  const any = extremeRows(c, frames, sign);
  return takeColumn(
    c,
    rows.map((r, i) => (r < 0 ? (any[i] as number) : r)),
    true,
  );
}

function aggregated(e: TypedCall, compile: Compile): OfWindows | null {
  const [x] = e.args;
  const rows = x === undefined || (x.elementwise && x.shape === "rows");
  if (e.fn === "len" && rows) return (_, frames) => fixedColumn(e.type, frames.from.length, sizes(frames));
  if (x === undefined || e.args.length > 1 || !rows) return null;
  const input = compile(x);
  const of =
    (run: (c: Column, frames: Frames) => Column): OfWindows =>
    (all, frames) =>
      run(spread(input(all), all.length), frames);
  if (e.fn === "first" || e.fn === "last")
    return of((c, frames) => takeColumn(c, edgeRows(frames, e.fn === "last"), true));
  if (e.fn === "count")
    return of((c, frames) => fixedColumn(e.type, frames.from.length, Uint32Array.from(validCounts(frames, c))));
  if (!isNumeric(x.type) || x.type.id === "Decimal") return null;
  const info = { type: e.type, options: { ...e.options, quantile: e.options.q } };
  if (e.fn === "sum") return of((c, frames) => sums(castColumn(c, e.type, true), frames, 0, info));
  if (e.fn === "min" || e.fn === "max") {
    const sign = e.fn === "min" ? -1 : 1;
    const measure = sign === 1 ? maxima : minima;
    return isFloat(x.type)
      ? of((c, frames) => passingNan(c, frames, sign))
      : of((c, frames) => measure(c, frames, 0, info));
  }
  const measure = Object.hasOwn(MEASURES, e.fn) ? MEASURES[e.fn] : undefined;
  return measure === undefined ? null : of((c, frames) => measure(c, frames, 0, info));
}

/** An expression with one value a window that moves along with it, not computed anew; null where it has parts that do not. */
export function sliding(e: Typed, compile: Compile): OfWindows | null {
  switch (e.kind) {
    case "lit":
      return (_, { from }) => spread(scalar(literalColumn(e)), from.length);
    case "cast": {
      const input = sliding(e.input, compile);
      return input && ((all, frames) => castColumn(input(all, frames), e.to, e.strict));
    }
    case "call": {
      const kind = functionOf(e.fn)?.kind;
      if (kind === "aggregate") return aggregated(e, compile);
      if (kind !== "elementwise") return null;
      const args: OfWindows[] = [];
      for (const a of e.args) {
        const arg = sliding(a, compile);
        if (arg === null) return null;
        args.push(arg);
      }
      const { type, options } = e;
      return (all, frames) => {
        const { length } = frames.from;
        const values = args.map((a) => a(all, frames));
        return spread(ruleOf("elementwise", e.fn)(values, { type, options, length }), length);
      };
    }
    default:
      return null;
  }
}

import type { FixedColumn } from "../../../arrow/column.ts";
import { isFloat, isUnsigned } from "../../../arrow/type-info.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { CurveName } from "../../../expr/functions/curves.ts";
import type { CallInfo, Elementwise } from "../function.ts";
import { columnIn, isScalar, scalarOf, type Value } from "../value.ts";
import { clip } from "./clip.ts";
import { nanBits } from "./float-class.ts";
import { below, curve, mapFloats } from "./math.ts";
import { nullsOf, resultOf, rowsOf } from "./operands.ts";
import { pick } from "./pick.ts";

const sign: Elementwise = (args, { type, length }) => {
  const x = args[0] as Value;
  if (type.id === "Null") return x;
  if (isFloat(type)) return mapFloats(x, type, Math.sign);
  const n = rowsOf(args, length);
  const c = columnIn(x);
  const [zero, one] = [scalarOf(0, type), scalarOf(1, type)];
  const up = resultOf(args, pick(below(x, n, "gt"), one, zero, type, n));
  const all = isUnsigned(type) ? up : resultOf(args, pick(below(x, n, "lt"), scalarOf(-1, type), up, type, n));
  return resultOf(args, { ...columnIn(all), validity: c.validity, nulls: c.nulls } as FixedColumn);
};

function fillNan(args: readonly Value[], { type, length }: CallInfo): Value {
  const [x, y] = args as readonly [Value, Value];
  if (!isFloat(type)) return x;
  const n = rowsOf(args, length);
  const mask = nanBits(x, n);
  const { validity } = columnIn(x);
  if (validity !== null && !isScalar(x))
    for (let i = 0; i < mask.length; i++) mask[i] = (mask[i] as number) & (validity[i] as number);
  if (isScalar(x) && columnIn(x).nulls > 0) return nullsOf(args, type, length);
  return resultOf(args, pick(mask, y, x, type, n));
}

/** How this engine computes the mathematics that few queries need. */
export const CURVES: Rules<CurveName, Elementwise> = {
  sign,
  cbrt: curve(Math.cbrt),
  log1p: curve(Math.log1p),
  sin: curve(Math.sin),
  cos: curve(Math.cos),
  tan: curve(Math.tan),
  asin: curve(Math.asin),
  acos: curve(Math.acos),
  atan: curve(Math.atan),
  sinh: curve(Math.sinh),
  cosh: curve(Math.cosh),
  tanh: curve(Math.tanh),
  degrees: curve((x) => x * (180 / Math.PI)),
  radians: curve((x) => x * (Math.PI / 180)),
  clip,
  fillNan,
};

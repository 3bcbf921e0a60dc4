import { columnFrom } from "../../../arrow/build.ts";
import { type Stored, valuesOf } from "../../../arrow/value.ts";
import type { ScalarName } from "../../../expr/functions/scalars.ts";
import { SCALARS, type ScalarFunction } from "../../../expr/scalars/index.ts";
import type { Elementwise } from "../function.ts";
import { columnIn, isScalar, scalar } from "../value.ts";

const rowwise =
  ({ of }: ScalarFunction): Elementwise =>
  (args, { type, length, options }) => {
    const map = of(options) as (...row: Stored[]) => unknown;
    const one = args.every(isScalar);
    const values = args.map((a) => valuesOf(columnIn(a)));
    const steps = args.map((a) => (isScalar(a) ? 0 : 1));
    const out = new Array<unknown>(one ? 1 : length).fill(null);
    for (let i = 0; i < out.length; i++) {
      const row = values.map((v, k) => v[i * (steps[k] as number)] as Stored);
      if (!row.includes(null)) out[i] = map(...row);
    }
    const made = columnFrom(out, type);
    return one ? scalar(made) : made;
  };

/** What SQL has and Polars has not, row by row. */
export const SCALAR_FUNCTIONS: Readonly<Record<ScalarName, Elementwise>> = Object.fromEntries(
  Object.entries(SCALARS).map(([name, f]) => [name, rowwise(f)]),
) as Readonly<Record<ScalarName, Elementwise>>;

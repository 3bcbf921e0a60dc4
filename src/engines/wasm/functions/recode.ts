import { type FixedColumn, isValid, listColumn } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { RecodeName } from "../../../expr/functions/recode.ts";
import type { Elementwise } from "../function.ts";
import { columnIn, isScalar, type Value } from "../value.ts";
import { validOf } from "./bits.ts";
import { nullsOf, resultOf, rowsOf } from "./operands.ts";
import { mapElements, mapRows } from "./recode/custom.ts";
import { cut } from "./recode/cut.ts";
import { hash } from "./recode/hash.ts";
import { replace, replaceStrict } from "./recode/replace.ts";

const MOST_ITEMS = 2 ** 27;

const repeatBy: Elementwise = (args, { type, length }) => {
  const [x, by] = args as readonly [Value, Value];
  const counts = columnIn(by) as FixedColumn;
  if (counts.layout !== "fixed" || (isScalar(by) && counts.nulls > 0)) return nullsOf(args, type, length);
  const n = rowsOf(args, length);
  const [s, t] = [isScalar(x) ? 0 : 1, isScalar(by) ? 0 : 1];
  const offsets = new Int32Array(n + 1);
  let total = 0;
  for (let i = 0; i < n; i++) {
    if (isValid(counts, i * t)) total += counts.values[i * t] as number;
    if (total > MOST_ITEMS)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `repeatBy: more than ${MOST_ITEMS} items in one batch; repeat fewer times`,
      );
    offsets[i + 1] = total;
  }
  const rows = new Int32Array(total);
  for (let i = 0; i < n; i++) rows.fill(i * s, offsets[i], offsets[i + 1]);
  const validity = isScalar(by) ? null : validOf(by, n);
  return resultOf(args, listColumn(type, n, offsets, takeColumn(columnIn(x), rows), validity, counts.nulls));
};

/** How this engine gives values others in their place. */
export const RECODE: Rules<RecodeName, Elementwise> = {
  replace,
  replaceStrict,
  cut,
  repeatBy,
  hash,
  mapElements,
  mapRows,
};

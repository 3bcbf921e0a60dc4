import { names } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import { listed } from "../core/suggest.ts";
import { col, orderKey } from "../expr/node.ts";
import { bySchema } from "../plan/by-schema.ts";
import { type JoinHow, join, type Plan, select, sort } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";

/** Frames side by side, their rows aligned by the columns that all have. */
export type AlignHow = "align" | "alignFull" | "alignLeft" | "alignInner" | "alignRight";
const HOWS: Readonly<Record<AlignHow, JoinHow>> = {
  align: "full",
  alignFull: "full",
  alignLeft: "left",
  alignInner: "inner",
  alignRight: "right",
};
export const isAlign = (how: unknown): how is AlignHow => typeof how === "string" && Object.hasOwn(HOWS, how);

function ofSchemas(inputs: readonly Plan[], how: AlignHow): Plan {
  const all = inputs.map((p) => names(schemaOf(p)));
  const order = [...new Set(all.flat())];
  const common = order.filter((n) => all.every((columns) => columns.includes(n)));
  if (common.length === 0)
    throw new PolaroidError("INVALID_ARGUMENT", `concat with how: "${how}" needs a column that all frames have`);
  const twice = order.filter((n) => !common.includes(n) && all.filter((columns) => columns.includes(n)).length > 1);
  if (twice.length > 0)
    throw new PolaroidError(
      "DUPLICATE_COLUMN",
      `concat with how: "${how}" aligns by (${listed(common)}), which all frames have; several of them have (${listed(twice)}) too: rename them`,
    );
  const keys = common.map(col);
  const options = {
    suffix: "_right",
    coalesce: true,
    nullsEqual: false,
    validate: "m:m",
    maintainOrder: "none",
  } as const;
  const joined = inputs.reduce((a, b) => join(a, b, keys, keys, { ...options, how: HOWS[how] }));
  return select(
    sort(
      joined,
      keys.map((k) => orderKey(k, false, false)),
    ),
    order.map(col),
  );
}

/** A plan of aligned frames, made when their columns are known. */
export const aligned = (inputs: readonly Plan[], how: AlignHow): Plan =>
  bySchema("concat", inputs, (known) => ofSchemas(known, how));

import type { Column } from "../../arrow/column.ts";
import { formatValue } from "../../arrow/format-value.ts";
import { fieldOf } from "../../arrow/schema.ts";
import { UInt8 } from "../../arrow/types.ts";
import { valueAt, valuesOf } from "../../arrow/value.ts";
import { recordArgument, settings, wholeArgument } from "../../core/argument.ts";
import { alias, call, cast, col, lit, type Expr as Node } from "../../expr/node.ts";
import { picked } from "../../expr/pick.ts";
import type { DataFrame } from "../data-frame.ts";
import { Series } from "../series.ts";
import { pickOfNames } from "../whole-verbs.ts";

const DUMMIES: { readonly separator: string; readonly dropFirst: boolean; readonly dropNulls: boolean } = Object.freeze(
  { separator: "_", dropFirst: false, dropNulls: false },
);
const UNSTACK: { readonly step: number; readonly how: string; readonly fillValues: unknown } = Object.freeze({
  step: 1,
  how: "vertical",
  fillValues: null,
});

/** A column of 0 and 1 for each value of the columns that are given; the others as they are. */
export function dummies(df: DataFrame, names: readonly unknown[], options: object | undefined): Node[] {
  const { columns } = df.toBatch();
  const { separator, dropFirst, dropNulls } = settings("toDummies", DUMMIES, options);
  const chosen =
    names.length === 0 ? null : new Set(picked(pickOfNames(names as never, "a column of toDummies"), df.schema));
  return df.columns.flatMap((name, i): readonly Node[] => {
    if (chosen !== null && !chosen.has(name)) return [col(name)];
    const values = new Series(name, columns[i] as Column).unique().column;
    const all = Array.from({ length: values.length }, (_, r) => {
      const v = valueAt(values, r);
      return [
        `${name}${separator}${formatValue(values, r, 1000)}`,
        v === null,
        call("eqMissing", [col(name), lit(v as never, v === null ? null : values.type)]),
      ] as const;
    });
    const kept = all.slice(dropFirst ? 1 : 0).filter(([, isNull]) => !(dropNulls && isNull));
    return kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([n, , e]) => alias(cast(e, UInt8), n));
  });
}

/** How a long frame is cut. */
export interface UnstackArguments {
  readonly step: number;
  readonly how?: "vertical" | "horizontal";
  readonly columns?: string | readonly string[];
  readonly fillValues?: string | number | boolean | null;
}
/** The columns of a long frame cut into pieces. */
export function unstacked(df: DataFrame, options: UnstackArguments): Series[] {
  const b = df.toBatch();
  const { columns: some, ...rest } = recordArgument(
    options ?? {},
    "what unstack is given",
    "an object of options such as { step: 2 }",
  ) as Partial<UnstackArguments>;
  const { step, how, fillValues } = settings("unstack", UNSTACK, rest);
  wholeArgument(step, "step of unstack", 1);
  const height = b.length;
  const [rows, width] = how === "horizontal" ? [Math.ceil(height / step), step] : [step, Math.ceil(height / step)];
  const missing = rows * width - height;
  const names = some === undefined ? df.columns : ([some].flat() as string[]);
  return names.flatMap((name) => {
    const f = fieldOf(df.schema, name);
    const c = valuesOf(b.columns[df.schema.index.get(name) as number] as Column) as unknown[];
    const fill =
      fillValues === null
        ? null
        : valueAt(
            new Series("", [
              typeof fillValues === "number" && Number.isInteger(fillValues) ? BigInt(fillValues) : fillValues,
            ]).cast(f.type).column,
            0,
          );
    const all = [...c, ...Array<unknown>(missing).fill(fill)];
    return Array.from(
      { length: width },
      (_, w) =>
        new Series(
          `${name}_${w}`,
          Array.from({ length: rows }, (_, r) => all[how === "horizontal" ? r * width + w : w * rows + r]),
          f.type,
        ),
    );
  });
}

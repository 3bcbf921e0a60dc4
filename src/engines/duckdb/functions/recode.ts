import { missing, type Rules } from "../../../engine/rules.ts";
import { cutBins } from "../../../expr/breaks.ts";
import type { RecodeName } from "../../../expr/functions/recode.ts";
import type { LiteralValue } from "../../../expr/node.ts";
import type { Typed, TypedCall } from "../../../expr/typed.ts";
import { literalSql } from "../literal.ts";
import { textLiteral } from "../quote.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";

/** The values of a list that is written in the query, as SQL. */
function written(e: Typed): readonly string[] | null {
  if (e.kind !== "lit" || !Array.isArray(e.value)) return null;
  const inner = e.type.id === "List" || e.type.id === "FixedSizeList" ? e.type.inner : e.type;
  return (e.value as readonly LiteralValue[]).map((v) => literalSql(v, inner));
}

/** Why a replacement cannot be said; undefined where it can. */
export const replaceGap = (e: TypedCall): string | undefined => {
  const [, old, by] = e.args as readonly [Typed, Typed, Typed];
  const lists = [old, ...(by.type.id === "List" ? [by] : [])];
  if (lists.some((l) => written(l) === null)) return "a cast of the values to replace is not written in SQL yet";
  const [a, b] = lists.map((l) => written(l)?.length ?? 0);
  return (b !== undefined && b !== 1 && b !== a) || new Set(written(old)).size !== a
    ? "values to replace that do not fit are left to our engine's error"
    : undefined;
};

const replaced =
  (strict: boolean): FunctionSql =>
  ([x, , by, rest], c) => {
    const [, old, made] = c.args as readonly [Typed, Typed, Typed];
    const olds = written(old) ?? [];
    const news = made.type.id === "List" ? written(made) : null;
    const cases = olds.map(
      (o, i) =>
        `WHEN ${x} IS NOT DISTINCT FROM ${o} THEN ${news === null ? by : news.length === 1 ? news[0] : news[i]}`,
    );
    const unknown = `error('POLAROID:OUT_OF_RANGE:replaceStrict: nothing stands for ' || ${x}::VARCHAR || '; add it to the values, or give a default')`;
    const other = rest ?? (strict ? `CASE WHEN ${x} IS NULL THEN NULL ELSE ${unknown} END` : x);
    return cases.length === 0
      ? `(${other})::${sqlType(c.type)}`
      : `(CASE ${cases.join(" ")} ELSE ${other} END)::${sqlType(c.type)}`;
  };

const cut: FunctionSql = ([x], c) => {
  const { breaks, labels } = cutBins(c.options);
  const value = c.args[0]?.type.id === "Bool" ? `${x}::INTEGER::DOUBLE` : `${x}::DOUBLE`;
  const less = c.options.leftClosed === true ? "<" : "<=";
  const bins = (items: readonly string[]): string =>
    `CASE WHEN ${value} IS NULL OR isnan(${value}) THEN NULL ${breaks.map((b, i) => `WHEN ${value} ${less} '${b}'::DOUBLE THEN ${items[i]}`).join(" ")} ELSE ${items[breaks.length]} END`;
  const category = bins(labels.map(textLiteral));
  if (c.type.id !== "Struct") return category;
  return `struct_pack(breakpoint := ${bins([...breaks.map((b) => `'${b}'::DOUBLE`), "'inf'::DOUBLE"])}, category := ${category})`;
};

const own = missing("never", "JavaScript functions run in our own engine alone");

export const RECODE: Rules<RecodeName, FunctionSql> = {
  replace: replaced(false),
  replaceStrict: replaced(true),
  cut,
  repeatBy: ([x, n]) =>
    `CASE WHEN ${n} IS NULL THEN NULL ELSE list_transform(range(${n}::BIGINT), lambda __i: ${x}) END`,
  hash: missing("never", "each engine has hashes of its own"),
  mapElements: own,
  mapRows: own,
};

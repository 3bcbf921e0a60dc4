import type { Column } from "../../arrow/column.ts";
import { formatValue } from "../../arrow/format-value.ts";
import { names, type Schema } from "../../arrow/schema.ts";
import { valueAt } from "../../arrow/value.ts";
import { badArgument, settings } from "../../core/argument.ts";
import { rewrite } from "../../expr/children.ts";
import { alias, call, col, ELEMENT, type LiteralValue, lit, type Expr as Node } from "../../expr/node.ts";
import { picked } from "../../expr/pick.ts";
import { functionOf } from "../../expr/registry.ts";
import { bySchema } from "../../plan/by-schema.ts";
import { groupBy, type Plan, pivot, select } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { DataFrame } from "../data-frame.ts";
import { PIVOT } from "../defaults.ts";
import { isExpr, type Literal, literalNode } from "../expr/into.ts";
import { whichColumns } from "../which-columns.ts";

type Asked = typeof PIVOT;
/** A value, or a value of each of several columns, that becomes columns, and its name. */
interface Heading {
  readonly name: string;
  readonly condition: Node;
}

const listed = (v: unknown): readonly unknown[] => (Array.isArray(v) ? v : [v]);
function namesIn(v: unknown, s: Schema, what: string): readonly string[] {
  const meant = whichColumns(listed(v), what);
  return "by" in meant ? picked(meant, s) : meant;
}

/** What a value makes of each cell: an aggregate by name, an expression of element(), or the one value that there is. */
function aggregateOf(given: unknown): (cell: Node) => Node {
  if (given === undefined || given === null) return (cell) => call("item", [cell], Object.freeze({ allowEmpty: true }));
  if (isExpr(given)) {
    const e = given["~expr"];
    return (cell) => rewrite(e, (x) => (x.kind === "col" && x.name === ELEMENT ? cell : x));
  }
  if (typeof given === "string" && functionOf(given)?.kind === "aggregate") return (cell) => call(given, [cell]);
  throw badArgument(
    "aggregateFunction of pivot",
    given,
    "an aggregate such as sum, mean, first or len, or an expression of element()",
  );
}

function general(input: Plan, asked: Asked, headings: (on: readonly string[]) => readonly Heading[]): Plan {
  const s = schemaOf(input);
  const on = namesIn(asked.on, s, "on of pivot");
  if (asked.index === undefined && asked.values === undefined)
    throw badArgument("index and values of pivot", undefined, "given, one of them at least");
  const given = asked.index === undefined ? null : namesIn(asked.index, s, "index of pivot");
  const values =
    asked.values === undefined
      ? names(s).filter((n) => !on.includes(n) && given?.includes(n) !== true)
      : namesIn(asked.values, s, "values of pivot");
  const index = given ?? names(s).filter((n) => !on.includes(n) && !values.includes(n));
  const make = aggregateOf(asked.aggregateFunction);
  const combined = values.length > 1 || asked.columnNaming === "combine";
  const all = headings(on);
  const cells = values.flatMap((v) =>
    all.map(({ name, condition }) =>
      alias(make(call("filter", [col(v), condition])), combined ? `${v}${asked.separator}${name}` : name),
    ),
  );
  return index.length === 0 ? select(input, cells) : groupBy(input, index.map(col), cells, asked.maintainOrder);
}

function checked(asked: Asked): Asked {
  if (asked.columnNaming !== "auto" && asked.columnNaming !== "combine")
    throw badArgument("columnNaming of pivot", asked.columnNaming, "auto or combine");
  if (asked.on === undefined) throw badArgument("on of pivot", asked.on, "the name of a column, or several");
  return asked;
}
const textOf = (c: Column, r: number): string => {
  const v = valueAt(c, r);
  return typeof v === "string" ? `"${v}"` : formatValue(c, r, 1000);
};
const named = (v: LiteralValue): string => (v === null ? "null" : String(v));

function valuesOf(given: unknown, sort: boolean): readonly LiteralValue[] {
  if (!Array.isArray(given)) throw badArgument("onColumns of pivot", given, "a list of the values that become columns");
  const values = (given as readonly Literal[]).map((v): LiteralValue => {
    const node = literalNode(v);
    return node.kind === "lit" ? node.value : null;
  });
  if (sort) values.sort((a, b) => ((a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0));
  return values;
}
/** The values of `on` as they are listed. */
const listedHeadings =
  (onColumns: unknown, sort: boolean) =>
  (on: readonly string[]): readonly Heading[] => {
    if (on.length !== 1) throw badArgument("on of pivot", on, "one column where onColumns lists its values");
    return valuesOf(onColumns, sort).map((v) => ({
      name: named(v),
      condition: call("eqMissing", [col(on[0] as string), lit(v)]),
    }));
  };

/** The values of `on` as a frame has them. */
const foundHeadings =
  (df: DataFrame, sort: boolean) =>
  (on: readonly string[]): readonly Heading[] => {
    const distinct = df.select(...(on as never[])).unique({ keep: "first", maintainOrder: true } as never) as DataFrame;
    const rows = sort ? (distinct.sort(...(on as never[])) as DataFrame) : distinct;
    const { columns } = rows.toBatch();
    return Array.from({ length: rows.height }, (_, r) => {
      const tests = on.map((n, i) => {
        const c = columns[i] as Column;
        const v = valueAt(c, r) as LiteralValue;
        return v === null ? call("isNull", [col(n)]) : call("eqMissing", [col(n), lit(v, c.type)]);
      });
      const only = columns[0] as Column;
      return {
        name:
          on.length === 1 ? named(valueAt(only, r) as LiteralValue) : `{${columns.map((c) => textOf(c, r)).join(",")}}`,
        condition: tests.length === 1 ? (tests[0] as Node) : call("allHorizontal", tests),
      };
    });
  };

/** A pivot of rows that are here. */
export function pivotedBy(df: DataFrame, asked: Asked): Plan {
  const { onColumns, sortColumns } = checked(asked);
  const headings = onColumns === undefined ? foundHeadings(df, sortColumns) : listedHeadings(onColumns, sortColumns);
  return general(df.plan, asked, headings);
}

/** A pivot whose columns are listed. */
export function pivoting(plan: Plan, options: unknown): Plan {
  const asked = checked(settings("pivot", PIVOT, options));
  const headings = listedHeadings(asked.onColumns, asked.sortColumns);
  valuesOf(asked.onColumns, false);
  const { on, index, values, aggregateFunction, separator, columnNaming } = asked;
  const isText = (v: unknown): v is string | readonly string[] =>
    listed(v).every((n) => typeof n === "string") && listed(v).length > 0;
  // One operator does what has names alone.
  if (
    typeof on === "string" &&
    isText(index) &&
    isText(values) &&
    !isExpr(aggregateFunction) &&
    separator === "_" &&
    columnNaming === "auto"
  )
    return pivot({
      input: plan,
      on,
      onValues: Object.freeze(valuesOf(asked.onColumns, asked.sortColumns)),
      index: listed(index) as readonly string[],
      values: listed(values) as readonly string[],
      aggregate: (aggregateFunction ?? null) as string | null,
    });
  return bySchema("pivot", [plan], ([input]) => general(input as Plan, asked, headings));
}

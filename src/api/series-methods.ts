import { type Batch, batch } from "../arrow/batch.ts";
import type { Column } from "../arrow/column.ts";
import { concatBatches } from "../arrow/concat.ts";
import { field, schema } from "../arrow/schema.ts";
import { type DataType, List } from "../arrow/types.ts";
import { valueAt, valuesOf } from "../arrow/value.ts";
import { PolaroidError } from "../core/error.ts";
import { executeSync } from "../engines/wasm/engine.ts";
import { call, col as colNode, type LiteralValue, lit, type Expr as Node } from "../expr/node.ts";
import { frame, frameOf, select } from "../plan/node.ts";
import { resolveNode } from "../plan/resolve.ts";
import { schemaOf } from "../plan/schema.ts";
import type { AnyExpr } from "./expr/any.ts";
import { Expr } from "./expr/expr.ts";
import { isExpr } from "./expr/into.ts";
import type { ValueName } from "./types/series.ts";

/** What a Series is to these: a name and a column. */
export interface Named {
  readonly name: string;
  readonly column: Column;
}
type Make = (name: string, column: Column) => unknown;
type IsSeries = (v: unknown) => v is Named;

const VALUES: Readonly<Record<ValueName, true>> = {
  var: true,
  product: true,
  quantile: true,
  count: true,
  len: true,
  first: true,
  last: true,
  any: true,
  all: true,
  argMin: true,
  argMax: true,
  approxNUnique: true,
  approxQuantile: true,
  nanMin: true,
  nanMax: true,
  skew: true,
  kurtosis: true,
  entropy: true,
  dot: true,
  indexOf: true,
  isEmpty: true,
  isSorted: true,
  hasNulls: true,
  bitwiseAnd: true,
  bitwiseOr: true,
  bitwiseXor: true,
  maxBy: true,
  minBy: true,
};
const LEFT_OUT: ReadonlySet<string> = new Set([
  "constructor",
  "wrap",
  "call",
  "chain",
  "over",
  "exclude",
  "name",
  "meta",
  "rolling",
  "pipe",
  "inspect",
  "cumulativeEval",
  "pipeWithDtype",
  "toString",
]);
const NOT_IN_SPACES: ReadonlySet<string> = new Set([...LEFT_OUT].filter((name) => name !== "toString"));
const SPACES = ["str", "dt", "list", "arr", "cat", "bin", "struct", "ext"] as const;

/** A column of its own length beside another: by a name of its own, one value as a literal, another length as a list taken apart. */
function operandOf(s: Named, rows: number, columns: Map<string, Column>, method: string): AnyExpr {
  const { column } = s;
  const made = (node: Node): AnyExpr => new Expr(node);
  if (column.length === rows) {
    const name = `\u0000${columns.size}`;
    columns.set(name, column);
    return made(colNode(name));
  }
  if (column.length === 1) return made(lit(valueAt(column, 0) as LiteralValue, column.type));
  if (!LENGTHS.has(method))
    throw new PolaroidError("SHAPE_MISMATCH", `${method} has ${column.length} values for ${rows} rows`);
  return made(call("explode", [listOf(column)]));
}
const listOf = (c: Column): Node => lit(Object.freeze(valuesOf(c)) as LiteralValue, List(c.type) as DataType);

/** Computes an expression of one Series and others beside it. */
export function compute(
  self: Named,
  isSeries: IsSeries,
  args: readonly unknown[],
  f: (x: Expr, args: readonly unknown[]) => unknown,
  method = "map",
): Named {
  const columns = new Map<string, Column>([[self.name, self.column]]);
  const given = (v: unknown): unknown =>
    isSeries(v)
      ? LISTS.has(method)
        ? new Expr(listOf(v.column))
        : operandOf(v, self.column.length, columns, method)
      : Array.isArray(v) && v.some(isSeries)
        ? v.map(given)
        : v;
  const made = f(new Expr(colNode(self.name)), args.map(given));
  if (!isExpr(made)) throw new PolaroidError("INVALID_ARGUMENT", "the function gives no expression");
  const s = schema([...columns].map(([name, c]) => field(name, c.type, c.nulls > 0)));
  const b: Batch = batch(s, [...columns.values()], self.column.length);
  const resolved = resolveNode(select(frame(frameOf(s, [b])), [made["~expr"]]));
  const out = schemaOf(resolved);
  return {
    name: out.fields[0]?.name ?? self.name,
    column: concatBatches(out, executeSync(resolved)).columns[0] as Column,
  };
}

/** The methods of a class and of those that it extends. */
function* methodsOf(
  prototype: object,
  leftOut: ReadonlySet<string> = LEFT_OUT,
): Generator<readonly [string, PropertyDescriptor]> {
  for (let p = prototype; p !== Object.prototype; p = Object.getPrototypeOf(p) as object)
    for (const [name, d] of Object.entries(Object.getOwnPropertyDescriptors(p)))
      if (!leftOut.has(name)) yield [name, d];
}
// What takes another number of values than there are rows.
const LENGTHS: ReadonlySet<string> = new Set(["gather", "searchSorted", "replace", "replaceStrict"]);
// What takes a whole list where it is given a Series.
const LISTS: ReadonlySet<string> = new Set(["isIn"]);

type Extremes = { min(): unknown; max(): unknown };
/** What namespaces of Series have beside those of expressions. */
const OWN: Readonly<Record<string, Readonly<Record<string, (s: Named, make: Make) => unknown>>>> = {
  dt: {
    min: (s, make) => () => (make(s.name, s.column) as Extremes).min(),
    max: (s, make) => () => (make(s.name, s.column) as Extremes).max(),
  },
  struct: {
    fields: ({ column: { type } }) => (type.id === "Struct" ? type.fields.map((f) => f.name) : []),
    schema: ({ column: { type } }) => schema(type.id === "Struct" ? type.fields.map((f) => field(f.name, f.type)) : []),
  },
};

/** Gives Series every method that expressions have, and that Series have not by hand. */
export function delegate(prototype: object, isSeries: IsSeries, make: Make): void {
  const has = (name: string): boolean => name in prototype;
  const define = (name: string, value: (...args: unknown[]) => unknown): void =>
    void Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
  for (const [name, d] of methodsOf(Expr.prototype)) {
    if (has(name) || typeof d.value !== "function") continue;
    define(name, function (this: Named, ...args: unknown[]): unknown {
      const out = compute(
        this,
        isSeries,
        args,
        (x, all) => (x as unknown as Record<string, (...a: readonly unknown[]) => unknown>)[name]?.(...all),
        name,
      );
      const series = make(out.name, out.column) as { get(i: number): unknown };
      return Object.hasOwn(VALUES, name) && out.column.length === 1 ? series.get(0) : series;
    });
  }
  for (const space of SPACES) {
    const inner = (new Expr(colNode("")) as unknown as Record<string, object | undefined>)[space];
    if (inner === undefined || has(space)) continue;
    const methods = Object.create(null) as Record<string, (...args: unknown[]) => unknown>;
    for (const [name, d] of methodsOf(Object.getPrototypeOf(inner) as object, NOT_IN_SPACES))
      if (typeof d.value === "function")
        methods[name] ??= function (this: { readonly series: Named }, ...args: unknown[]): unknown {
          const out = compute(this.series, isSeries, args, (x, all) =>
            (x as unknown as Record<string, Record<string, (...a: readonly unknown[]) => unknown>>)[space]?.[name]?.(
              ...all,
            ),
          );
          return make(out.name, out.column);
        };
    const own = OWN[space];
    for (const name in own)
      Object.defineProperty(methods, name, {
        get(this: { readonly series: Named }): unknown {
          return (own[name] as (s: Named, make: Make) => unknown)(this.series, make);
        },
      });
    Object.defineProperty(prototype, space, {
      get(this: Named) {
        return Object.assign(Object.create(methods) as object, { series: this });
      },
      configurable: true,
    });
  }
}

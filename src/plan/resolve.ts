import { fieldOf, names, type Schema } from "../arrow/schema.ts";
import { sameType, typeName } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import { badArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { attempt, type Outcome } from "../core/result.ts";
import { alias, call, cast, col, type Expr, lit, type OrderKey } from "../expr/node.ts";
import { functionOf } from "../expr/registry.ts";
import { coerce, resolve, resolveOne } from "../expr/resolve.ts";
import { supertype } from "../expr/supertype.ts";
import type { Output } from "../expr/typed.ts";
import { madeBySchema } from "./by-schema.ts";
import { inputsOf, withInputs } from "./children.ts";
import { ofEveryColumn } from "./every-column.ts";
import { aggregatesOf } from "./grouped.ts";
import { inRightOrder } from "./join-order.ts";
import { later } from "./later.ts";
import {
  type CastColumns,
  type Concat,
  type ConcatHow,
  concat,
  type Drop,
  type DropNulls,
  filter,
  type GroupBy,
  groupBy,
  isHorizontal,
  type Join,
  type JoinHow,
  type JoinOrder,
  join,
  type Keep,
  type Plan,
  type RenameColumns,
  type Sort,
  select,
  sort,
  type Unnest,
  withColumns,
} from "./node.ts";
import { schemaOf } from "./schema.ts";

type Rules = { readonly [K in Plan["kind"]]?: (p: Extract<Plan, { kind: K }>) => Plan };

function check(s: Schema, columns: readonly string[], what: string): void {
  for (const name of columns) fieldOf(s, name);
  if (new Set(columns).size !== columns.length)
    throw new PolaroidError("DUPLICATE_COLUMN", `${what} names a column twice: ${columns.join(", ")}`);
}

function predicate(e: Expr, s: Schema): Expr {
  const out = resolveOne(e, s).input;
  if (out.type.id !== "Bool" && out.type.id !== "Null")
    throw new PolaroidError("TYPE_MISMATCH", `filter needs a Bool expression, got ${typeName(out.type)}`);
  if (out.shape === "free")
    throw new PolaroidError("SHAPE_MISMATCH", "filter needs one value a row, not an expression of another length");
  return out;
}

/** Several predicates that an expression expands to hold together. */
function conditions(e: Expr, s: Schema): Expr {
  const all = resolve([e], s);
  return all.length === 1
    ? predicate((all[0] as Output).input, s)
    : predicate(
        call(
          "allHorizontal",
          all.map((o) => o.input),
        ),
        s,
      );
}

function drop(p: Drop): Plan {
  const s = schemaOf(p.input);
  if (p.strict) check(s, [...new Set(p.names)], "drop");
  const gone = new Set(p.names);
  return select(
    p.input,
    resolve(
      names(s)
        .filter((n) => !gone.has(n))
        .map(col),
      s,
    ),
  );
}

function renameColumns(p: RenameColumns): Plan {
  const s = schemaOf(p.input);
  const to = new Map(p.pairs);
  if (p.strict) check(s, [...to.keys()], "rename");
  return select(
    p.input,
    resolve(
      names(s).map((n) => alias(col(n), to.get(n) ?? n)),
      s,
    ),
  );
}

function castColumns(p: CastColumns): Plan {
  const s = schemaOf(p.input);
  for (const [name] of p.types) fieldOf(s, name);
  return withColumns(
    p.input,
    resolve(
      p.types.map(([name, type]) => cast(col(name), type, p.strict)),
      s,
    ),
  );
}

function unnest(p: Unnest): Plan {
  const s = schemaOf(p.input);
  if (p.columns !== null) check(s, [...new Set(p.columns)], "unnest");
  const exprs = s.fields.flatMap(({ name, type }): readonly Expr[] => {
    if (p.columns === null ? type.id !== "Struct" : !p.columns.includes(name)) return [col(name)];
    if (type.id !== "Struct")
      throw new PolaroidError("TYPE_MISMATCH", `unnest takes structs; "${name}" is ${typeName(type)}`);
    const prefix = p.separator === null ? "" : `${name}${p.separator}`;
    return type.fields.map((f) => alias(call("struct.field", [col(name)], { name: f.name }), prefix + f.name));
  });
  return select(p.input, resolve(exprs, s));
}

function dropNulls(p: DropNulls): Plan {
  const s = schemaOf(p.input);
  const list = p.subset ?? names(s);
  if (list.length === 0) return p.input;
  const kept = filter(
    p.input,
    predicate(
      call(
        "allHorizontal",
        list.map((n) => call("isNotNull", [col(n)])),
      ),
      s,
    ),
  );
  if (!s.fields.some((f) => f.nullable && list.includes(f.name))) return kept;
  // The columns say that they have no nulls any more.
  return select(
    kept,
    resolve(names(s).map(col), s).map((o) =>
      list.includes(o.name) ? Object.freeze({ ...o, input: Object.freeze({ ...o.input, nullable: false }) }) : o,
    ),
  );
}

function resolveSort(p: Sort): Plan {
  const s = schemaOf(p.input);
  const by = p.by.flatMap((k) => resolve([k.expr], s).map((o): OrderKey => Object.freeze({ ...k, expr: o.input })));
  return sort(p.input, by, p.limit);
}

function resolveGroupBy(p: GroupBy): Plan {
  const s = schemaOf(p.input);
  const keys = resolve(p.keys, s);
  return groupBy(p.input, keys, aggregatesOf(p.aggs, s, keys), p.maintainOrder);
}

const JOINS: readonly JoinHow[] = ["inner", "left", "right", "full", "semi", "anti", "cross"];
const ORDERS: readonly JoinOrder[] = ["none", "left", "right", "leftRight", "rightLeft"];
const VALIDATIONS: readonly string[] = ["m:m", "1:m", "m:1", "1:1"];
const CONCATS: readonly ConcatHow[] = [
  "vertical",
  "verticalRelaxed",
  "diagonal",
  "diagonalRelaxed",
  "horizontal",
  "horizontalExtend",
];
const KEEPS: readonly Keep[] = ["any", "first", "last", "none"];

/** Choices come from JavaScript and from plans that travelled too: another word is an error, never a default. */
function choice(value: string, of: readonly string[], what: string): void {
  if (!of.includes(value))
    throw new PolaroidError("INVALID_ARGUMENT", `${what} is "${String(value)}"; it may be ${of.join(", ")}`);
}

function resolveJoin(p: Join): Plan {
  const { how } = p.options;
  choice(how, JOINS, "how of a join");
  choice(p.options.validate, VALIDATIONS, "validate of a join");
  choice(p.options.maintainOrder, ORDERS, "maintainOrder of a join");
  if (how === "cross") {
    if (p.leftOn.length + p.rightOn.length > 0)
      throw new PolaroidError("INVALID_ARGUMENT", "a cross join takes no keys");
    return ordered(p);
  }
  if (p.leftOn.length === 0 || p.leftOn.length !== p.rightOn.length)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `a join needs as many keys on the left (${p.leftOn.length}) as on the right (${p.rightOn.length}), at least one`,
    );
  const left = resolve(p.leftOn, schemaOf(p.left));
  const right = resolve(p.rightOn, schemaOf(p.right));
  const cast = (o: Output, to: DataType): Output =>
    sameType(o.input.type, to) ? o : Object.freeze({ ...o, input: coerce(o.input, to) });
  const types = left.map((l, i) => {
    const r = right[i] as Output;
    const type =
      l.input.type.id === r.input.type.id && sameType(l.input.type, r.input.type)
        ? l.input.type
        : supertype(l.input.type, r.input.type);
    if (type === null)
      throw new PolaroidError(
        "TYPE_MISMATCH",
        `join keys "${l.name}" (${typeName(l.input.type)}) and "${r.name}" (${typeName(r.input.type)}) have no common type; cast one of them`,
      );
    return type;
  });
  const plain = [...left, ...right].every((o) => o.input.kind === "col");
  const coalesce = p.options.coalesce ?? (plain && how !== "full");
  return ordered(
    join(
      p.left,
      p.right,
      left.map((l, i) => cast(l, types[i] as DataType)),
      right.map((r, i) => cast(r, types[i] as DataType)),
      { ...p.options, coalesce },
    ),
  );
}
const ordered = (p: Join): Plan => (p.options.maintainOrder.startsWith("right") ? inRightOrder(p) : p);

/** Casts and reorders inputs so that all have the result's columns and types. */
function resolveConcat(p: Concat): Plan {
  choice(p.how, CONCATS, "how of a concat");
  if (p.inputs.length === 0) throw new PolaroidError("INVALID_ARGUMENT", "concat needs at least one frame");
  if (isHorizontal(p)) return p;
  const out = schemaOf(p);
  const inputs = p.inputs.map((input) => {
    const s = schemaOf(input);
    const fits =
      s.fields.length === out.fields.length &&
      s.fields.every((f, i) => f.name === out.fields[i]?.name && sameType(f.type, out.fields[i].type));
    if (fits) return input;
    const exprs = out.fields.map(
      (f): Expr => (s.index.has(f.name) ? cast(col(f.name), f.type) : alias(cast(NULL, f.type), f.name)),
    );
    return select(input, resolve(exprs, s));
  });
  return concat(inputs, p.how);
}
const NULL: Expr = lit(null);

const RULES: Rules = {
  select: (p) => select(p.input, resolve(p.exprs, schemaOf(p.input))),
  withColumns: (p) => withColumns(p.input, resolve(p.exprs, schemaOf(p.input))),
  filter: (p) => filter(p.input, conditions(p.predicate, schemaOf(p.input))),
  drop,
  renameColumns,
  castColumns,
  dropNulls,
  sort: resolveSort,
  unique: (p) => {
    choice(p.keep, KEEPS, "keep of unique");
    if (p.subset !== null) check(schemaOf(p.input), p.subset, "unique");
    return p;
  },
  groupBy: resolveGroupBy,
  join: resolveJoin,
  concat: resolveConcat,
  bySchema: (p) => resolveAll(madeBySchema(p), new Map(p.inputs.map((c) => [c, c]))),
  sql(p) {
    const { translator, text, form } = p;
    const [input] = p.inputs;
    if (form === "condition" && input !== undefined && schemaOf(input).index.has(text))
      return resolveNode(filter(input, col(text)));
    if (translator === null)
      throw new PolaroidError(
        "SQL_NOT_LOADED",
        'SQL on an eager frame needs `import "polaroid/sql"` once; a lazy frame loads it by itself',
      );
    return translator.translate(text, form, new Map(p.names.map((n, i) => [n, p.inputs[i] as Plan])), p.params);
  },
  explode: (p) => {
    const s = schemaOf(p.input);
    check(s, p.columns, "explode");
    for (const name of p.columns) {
      const { type } = fieldOf(s, name);
      if (type.id !== "List" && type.id !== "FixedSizeList")
        throw new PolaroidError("TYPE_MISMATCH", `explode takes lists; "${name}" is ${typeName(type)}`);
    }
    return p;
  },
  unnest,
  everyColumn: (p) => select(p.input, resolve(ofEveryColumn(p), schemaOf(p.input))),
  unpivot: (p) => {
    check(schemaOf(p.input), [...p.index, ...(p.on ?? [])], "unpivot");
    return p;
  },
  pivot: (p) => {
    check(schemaOf(p.input), [p.on, ...p.index, ...p.values], "pivot");
    if (p.aggregate !== null && functionOf(p.aggregate)?.kind !== "aggregate")
      throw badArgument("aggregateFunction of pivot", p.aggregate, "an aggregate such as sum, mean, first or len");
    return p;
  },
  joinAsof: (p) => later("joinAsof").rules.joinAsof(p),
  joinWhere: (p) => later("joinWhere").rules.joinWhere(p),
  groupByDynamic: (p) => later("groupByDynamic").rules.groupByDynamic(p),
  rolling: (p) => later("rolling").rules.rolling(p),
  upsample: (p) => later("upsample").rules.upsample(p),
  mergeSorted: (p) => later("mergeSorted").rules.mergeSorted(p),
  setSorted: (p) => later("setSorted").rules.setSorted(p),
  resampleOhlcv: (p) => later("resampleOhlcv").rules.resampleOhlcv(p),
};

/** Resolves one node whose inputs are resolved. Throws a `PolaroidError`. */
export function resolveNode(p: Plan): Plan {
  const rule = (RULES as Readonly<Record<string, ((p: Plan) => Plan) | undefined>>)[p.kind];
  const out = rule === undefined ? p : rule(p);
  schemaOf(out);
  return out;
}

function resolveAll(p: Plan, done: Map<Plan, Plan>): Plan {
  const known = done.get(p);
  if (known !== undefined) return known;
  const out = resolveNode(
    withInputs(
      p,
      inputsOf(p).map((c) => resolveAll(c, done)),
    ),
  );
  done.set(p, out);
  return out;
}

/** A bound plan with every name found, type known and sugar gone, or the error that says why not. */
export const resolvePlan = (p: Plan): Outcome<Plan> => attempt(() => resolveAll(p, new Map()));

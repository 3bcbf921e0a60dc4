import type { Batch } from "../../src/arrow/batch.ts";
import { concatBatches } from "../../src/arrow/concat.ts";
import type { Expr } from "../../src/expr/node.ts";
import type { Frame, Plan } from "../../src/plan/node.ts";
import { flags, polarsExpr, polarsType, python } from "./polars-expr.ts";

const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** A query as Polars' Python over the frames `f[0]`, `f[1]`, ... */
export function polarsPlan(p: Plan, frames: Batch[] = []): string {
  const go = (q: Plan): string => polarsPlan(q, frames);
  const list = (exprs: readonly Parameters<typeof polarsExpr>[0][]): string => `[${exprs.map(polarsExpr).join(", ")}]`;
  switch (p.kind) {
    case "frame": {
      frames.push(whole(p.frame));
      const enums = p.frame.schema.fields.filter((f) => f.type.id === "Enum");
      // Arrow's dictionaries come in as categories without their order.
      const cast =
        enums.length === 0 ? "" : `.cast({${enums.map((f) => `${python(f.name)}: ${polarsType(f.type)}`).join(", ")}})`;
      return `f[${frames.length - 1}]${cast}`;
    }
    case "scan":
      throw new Error("a scan is not translated");
    case "select":
      return `${go(p.input)}.select(${list(p.exprs)})`;
    case "withColumns":
      return `${go(p.input)}.with_columns(${list(p.exprs)})`;
    case "filter":
      return `${go(p.input)}.filter(${polarsExpr(p.predicate)})`;
    case "bySchema":
      return bySchema(p, go);
    case "drop":
      return `${go(p.input)}.drop(${python(p.names)})`;
    case "renameColumns":
      return `${go(p.input)}.rename({${p.pairs.map(([a, b]) => `${python(a)}: ${python(b)}`).join(", ")}})`;
    case "castColumns":
      return `${go(p.input)}.cast({${p.types.map(([n, t]) => `${python(n)}: ${polarsType(t)}`).join(", ")}}, strict=${python(p.strict)})`;
    case "dropNulls":
      return `${go(p.input)}.drop_nulls(${p.subset === null ? "" : python(p.subset)})`;
    case "sort":
      return `${go(p.input)}.sort([${p.by.map((k) => polarsExpr(k.expr)).join(", ")}], ${flags(p.by)}, maintain_order=True)`;
    case "slice":
      return `${go(p.input)}.slice(${p.offset}, ${python(p.length)})`;
    case "unique":
      return `${go(p.input)}.unique(${p.subset === null ? "" : `${python(p.subset)}, `}keep=${python(p.keep)}, maintain_order=${python(p.maintainOrder)})`;
    case "groupBy":
      return `${go(p.input)}.group_by(${list(p.keys)}, maintain_order=${python(p.maintainOrder)}).agg(${list(p.aggs)})`;
    case "join": {
      const { how, suffix, coalesce, nullsEqual, validate, maintainOrder } = p.options;
      const on =
        how === "cross"
          ? ""
          : `left_on=${list(p.leftOn)}, right_on=${list(p.rightOn)}, nulls_equal=${python(nullsEqual)}, validate=${python(validate)}, coalesce=${python(coalesce)}, `;
      return `${go(p.left)}.join(${go(p.right)}, ${on}how=${python(how)}, suffix=${python(suffix)}, maintain_order=${python(snake(maintainOrder))})`;
    }
    case "concat":
      return `pl.concat([${p.inputs.map(go).join(", ")}], how=${python(snake(p.how))})`;
    case "explode":
      return `${go(p.input)}.explode(${python(p.columns)})`;
    case "unnest":
      return `${go(p.input)}.unnest(${p.columns === null ? "" : `${python(p.columns)}, `}separator=${python(p.separator)})`;
    case "unpivot":
      return `${go(p.input)}.unpivot(${p.on === null ? "" : `${python(p.on)}, `}index=${python(p.index)}, variable_name=${python(p.variableName)}, value_name=${python(p.valueName)})`;
    case "pivot":
      return `${go(p.input)}.pivot(${python(p.on)}, ${python(p.onValues)}, index=${python(p.index)}, values=${python(p.values)}, aggregate_function=${python(p.aggregate)})`;
    case "sample":
      return `${go(p.input)}.sample(${p.n === null ? `fraction=${p.fraction}` : `n=${p.n}`}, with_replacement=${python(p.withReplacement)}, seed=${p.seed})`;
    case "joinAsof": {
      const { strategy, tolerance, suffix, coalesce, allowExactMatches } = p.options;
      const by = p.leftBy.length === 0 ? "" : `by_left=${names(p.leftBy)}, by_right=${names(p.rightBy)}, `;
      return `${go(p.left)}.join_asof(${go(p.right)}, left_on=${polarsExpr(p.leftOn)}, right_on=${polarsExpr(p.rightOn)}, ${by}strategy=${python(strategy)}, tolerance=${python(tolerance)}, suffix=${python(suffix)}, coalesce=${python(coalesce)}, allow_exact_matches=${python(allowExactMatches)})`;
    }
    case "joinWhere":
      return `${go(p.left)}.join_where(${go(p.right)}, ${p.predicates.map(polarsExpr).join(", ")}, how=${python(p.how)}, suffix=${python(p.suffix)})`;
    case "groupByDynamic": {
      const { every, period, offset, closed, label, startBy, includeBoundaries } = p.options;
      return `${go(p.input)}.group_by_dynamic(${polarsExpr(p.index)}, every=${python(every)}, period=${python(period)}, offset=${python(offset)}, closed=${python(closed)}, label=${python(label)}, start_by=${python(startBy)}, include_boundaries=${python(includeBoundaries)}, group_by=${p.keys.length === 0 ? "None" : list(p.keys)}).agg(${list(p.aggs)})`;
    }
    case "rolling": {
      const { period, offset, closed } = p.options;
      return `${go(p.input)}.rolling(${polarsExpr(p.index)}, period=${python(period)}, offset=${python(offset)}, closed=${python(closed)}, group_by=${p.keys.length === 0 ? "None" : list(p.keys)}).agg(${list(p.aggs)})`;
    }
    case "upsample":
      return `${go(p.input)}.upsample(${python(p.time)}, every=${python(p.every)}, group_by=${p.by.length === 0 ? "None" : python(p.by)}, maintain_order=True)`;
    case "mergeSorted":
      return `${go(p.left)}.merge_sorted(${go(p.right)}, ${python(p.keys)}, maintain_order=True)`;
    case "setSorted":
      return `${go(p.input)}.set_sorted(${python(p.columns[0])})`;
    case "resampleOhlcv":
    case "recursive":
    case "sql":
      throw new Error(`Polars has no ${p.kind}`);
    case "everyColumn":
      return `${go(p.input)}.${snake(p.fn)}(${Object.entries(p.options)
        .map(([k, v]) => `${snake(k === "q" ? "quantile" : k)}=${python(v)}`)
        .join(", ")})`;
    case "withRowIndex":
      return `${go(p.input)}.with_row_index(${python(p.name)}, ${p.offset})`;
  }
}

const names = (keys: readonly Expr[]): string => python(keys.map((k) => (k as { readonly name: string }).name));
const whole = (f: Frame): Batch => concatBatches(f.schema, f.batches);

type Ways = Readonly<Record<string, unknown>>;
const isNode = (v: unknown): v is Expr => typeof v === "object" && v !== null && "kind" in v;

/** Plans that are made once columns are known, by what they were asked for. */
function bySchema(p: Extract<Plan, { kind: "bySchema" }>, go: (q: Plan) => string): string {
  const { types, ...ways } = (p.options ?? {}) as Ways;
  const [left, right] = p.inputs.map(go);
  const way = (v: unknown): string =>
    isNode(v)
      ? polarsExpr(v)
      : typeof v === "object" && v !== null && !Array.isArray(v)
        ? `{${Object.entries(v)
            .map(([c, w]) => `${python(c)}: ${way(w)}`)
            .join(", ")}}`
        : python(v);
  const named = Object.entries(ways).map(([name, v]) => `${snake(name)}=${way(v)}`);
  if (p.name === "update") return `${left}.update(${[right, ...named].join(", ")})`;
  if (p.name !== "matchToSchema") throw new Error(`${p.name} is not translated`);
  const wanted = (types as readonly (readonly [string, Parameters<typeof polarsType>[0]])[]).map(
    ([name, t]) => `${python(name)}: ${polarsType(t)}`,
  );
  return `${left}.match_to_schema({${wanted.join(", ")}}, ${named.join(", ")})`;
}

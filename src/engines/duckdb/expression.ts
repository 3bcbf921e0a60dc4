import { isFloat, sameType } from "../../arrow/type-info.ts";
import { type Enum, UInt32 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { isMissing, type Missing, type Rules } from "../../engine/rules.ts";
import type { FunctionName } from "../../expr/all.ts";
import type { WindowFrame } from "../../expr/frame.ts";
import { functionOf } from "../../expr/registry.ts";
import type { Typed, TypedCall, TypedOver } from "../../expr/typed.ts";
import { castSql } from "./cast.ts";
import { enumRank, enumText } from "./categories.ts";
import { decimalArgs, decimalCall, decimalInput } from "./decimals.ts";
import { evalSql } from "./eval.ts";
import { frameSql, momentSql } from "./frame.ts";
import { FUNCTIONS } from "./functions/index.ts";
import { LIST_AGGREGATES } from "./lists.ts";
import { literalSql } from "./literal.ts";
import { keySql } from "./order-key.ts";
import { KNOWN } from "./plainer.ts";
import { identifier } from "./quote.ts";
import { listSql } from "./reshape.ts";
import { ROW } from "./row.ts";
import { backwards, type FunctionSql, type Scope } from "./scope.ts";
import { isFree } from "./stage.ts";

const ORDERED = new Set(
  "min max argMin argMax minHorizontal maxHorizontal rank cumMin cumMax isBetween fillNullStrategy searchSorted".split(
    " ",
  ),
);

/** A call of what has an order, of categories by their places. */
function ranked(rule: FunctionSql, args: readonly string[], e: TypedCall, type: Enum, scope: Scope): string {
  const places = e.args.map((a) => ({ ...a, type: UInt32 }));
  const out = rule(
    args.map((a) => enumRank(a, type)),
    { ...e, args: places, type: e.type.id === "Enum" ? UInt32 : e.type },
    scope,
  );
  return e.type.id === "Enum" ? enumText(out, type) : out;
}

/** A window over one value, which stays one whatever number of rows it is repeated for. */
const isSingle = ({ fn, args, options }: TypedCall): boolean =>
  functionOf(fn)?.kind === "window" && args[0]?.shape === "scalar" && options[KNOWN] !== true;
const alone = ({ back: _, ...scope }: Scope): Scope => ({ ...scope, row: ROW, partition: `PARTITION BY ${ROW}` });

function call(e: TypedCall, around: Scope): string {
  const scope = isSingle(e) ? alone(around) : around;
  const rules: Rules<FunctionName, FunctionSql> = FUNCTIONS;
  const found = rules[e.fn as FunctionName] as FunctionSql | Missing | undefined;
  if (found === undefined || isMissing(found)) throw new PolaroidError("INTERNAL", `gaps() did not name ${e.fn}`);
  const exact = decimalCall(e, scope);
  if (exact !== null) return exact;
  const first = e.args[0];
  const type = first?.type;
  const rule: FunctionSql =
    type?.id === "Enum" && ORDERED.has(e.fn) ? (args, c, s) => ranked(found, args, c, type, s) : found;
  const aggregate = functionOf(e.fn)?.kind === "aggregate";
  const whole = aggregate ? LIST_AGGREGATES[e.fn] : undefined;
  const filtered = first?.kind === "call" && first.fn === "filter" ? first : undefined;
  if (whole !== undefined && isFree(first) && (filtered === undefined || e.fn === "implode"))
    return whole(listSql(first, scope), first.type, e.type);
  if (aggregate && filtered !== undefined) {
    const [x, test] = filtered.args as readonly [Typed, Typed];
    const where = scope.sql(test, scope);
    return rule([scope.sql(x, scope)], { ...e, args: [x] }, { ...scope, where });
  }
  return rule(decimalArgs(e, scope), e, scope);
}

function over(e: TypedOver, scope: Scope): string {
  const keys = e.partitionBy.map((p) => scope.sql(p, scope));
  const row = [...e.orderBy.map((k) => keySql(k.expr, k, scope)), scope.row].join(", ");
  const turned = e.orderBy.map((k) => keySql(k.expr, { descending: !k.descending, nullsLast: !k.nullsLast }, scope));
  const back = [...turned, backwards(scope)].join(", ");
  if (e.frame !== undefined) return framedSql(e, e.frame, keys, scope);
  return scope.sql(e.input, {
    ...scope,
    framed: false,
    frame: "window",
    partition: keys.length === 0 ? "" : `PARTITION BY ${keys.join(", ")}`,
    row,
    back,
  });
}

/** Aggregates over a frame: DuckDB's own. */
function framedSql(e: TypedOver, frame: WindowFrame, partition: readonly string[], scope: Scope): string {
  const spans = typeof frame.from.offset === "string" || typeof frame.to.offset === "string";
  const order = e.orderBy.map((k) =>
    spans
      ? `${momentSql(scope.sql(k.expr, scope), k.expr.type)} ${k.descending ? "DESC" : "ASC"} NULLS ${k.nullsLast ? "LAST" : "FIRST"}`
      : keySql(k.expr, k, scope),
  );
  // What counts rows has an order of all rows; what is equal in the order stays equal elsewhere.
  const by = frame.unit === "rows" ? [...order, scope.row] : order;
  const window = [
    partition.length === 0 ? "" : `PARTITION BY ${partition.join(", ")}`,
    by.length === 0 ? "" : `ORDER BY ${by.join(", ")}`,
    frameSql(frame),
  ].join(" ");
  return scope.sql(e.input, { ...scope, framed: true, frame: "window", partition: window });
}

/** An expression as SQL in its scope. */
export function expressionSql(e: Typed, scope: Scope): string {
  switch (e.kind) {
    case "col":
      return identifier(e.name);
    case "lit":
      return literalSql(e.value, e.type);
    case "cast": {
      const x = isFloat(e.to) ? decimalInput(e.input, scope) : scope.sql(e.input, scope);
      const sql = sameType(e.input.type, e.to) ? x : castSql(x, e.input.type, e.to, e.strict);
      if (sql === null) throw new PolaroidError("INTERNAL", `gaps() did not name the cast to ${e.to.id}`);
      return sql;
    }
    case "call":
      return call(e, scope);
    case "over":
      return over(e, scope);
    case "eval":
      return evalSql(e, scope);
  }
}

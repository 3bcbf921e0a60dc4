import type { Schema } from "../arrow/schema.ts";
import { alias, type Expr as Node } from "../expr/node.ts";
import { frame, frameOf } from "../plan/node.ts";
import { aggregate, isGrouping } from "./bind/aggregates.ts";
import type { Env } from "./bind/env.ts";
import { bind, bindValue } from "./bind/expression.ts";
import { type Column, relation } from "./bind/relation.ts";
import { hasQuery } from "./bind/walk.ts";
import { parseQuery } from "./parse/index.ts";
import type { SelectItem } from "./syntax/query.ts";
import { sqlError } from "./syntax-error.ts";
import { binderOf, TOP } from "./translate.ts";

/** The expression of a text, for the columns of a frame. */
export type ExprBySchema = (schema: Schema) => Node;

function itemOf(text: string): SelectItem {
  const { body, ...rest } = parseQuery(text);
  const item = body.kind === "select" ? body.items[0] : undefined;
  const alone =
    body.kind === "select" &&
    body.items.length === 1 &&
    body.from.length === 0 &&
    body.where === undefined &&
    body.groupBy.length === 0 &&
    body.having === undefined &&
    Object.values(rest).every((v) => v === undefined || typeof v !== "object" || (Array.isArray(v) && v.length === 0));
  if (item !== undefined && alone && item.value.kind !== "star" && !hasQuery(item.value)) return item;
  throw sqlError(
    text,
    0,
    "sqlExpr takes one expression of columns, such as `max(a) as most`, and no query",
    "NOT_SUPPORTED",
  );
}

/** Reads one expression, with or without a name. Throws `SQL_SYNTAX`. */
export function expressionOf(text: string): ExprBySchema {
  const whole = `select ${text}`;
  const { value, alias: as } = itemOf(whole);
  return (schema) => {
    const columns = schema.fields.map((f): Column => ({ name: f.name, table: "self", id: f.name }));
    const plain: Env = {
      binder: binderOf(
        whole,
        new Map(),
        { listed: [], named: new Map() },
        columns.map((c) => c.id),
      ),
      scope: { ...TOP, columns },
      rel: relation(frame(frameOf(schema, [])), columns),
      group: null,
      clause: "an expression",
      windows: true,
      shares: false,
      lambda: null,
    };
    // Aggregates are expressions here like all others.
    const env: Env = {
      ...plain,
      group: {
        match: (e) =>
          e.kind === "call" && isGrouping(e) ? aggregate(e, plain) : e.kind === "column" ? bind(e, plain) : null,
      },
    };
    const made = bindValue(value, env);
    return as === undefined ? made : alias(made, as.name);
  };
}

import type { DataType } from "../../arrow/types.ts";
import type { Stored } from "../../arrow/value.ts";
import type { Expr } from "../../expr/node.ts";
import { resolveOne } from "../../expr/resolve.ts";
import type { Plan } from "../../plan/node.ts";
import type { Expr as Ast, Param } from "../syntax/expr.ts";
import type { Span } from "../syntax/node.ts";
import type { Window } from "../syntax/window.ts";
import { type Relation, schemaIn } from "./relation.ts";
import type { Scope, Source } from "./scope.ts";

/** What all parts of one text share. */
export interface Binder {
  readonly source: Source;
  /** The resolved plan of a table by the key that `tablesOf` gave it. */
  readonly tables: ReadonlyMap<string, Plan>;
  readonly param: (p: Param) => Expr;
  /** What was found out of the rows by now, and how more is asked for: by an error that holds the question. */
  readonly values: Readonly<Record<string, readonly Stored[]>>;
  readonly ask: (key: string, plan: Plan, at: Span, message: string) => never;
  /** A name that no column of any plan here has. */
  readonly fresh: (name: string) => string;
  /** Such a name, the same for the same text. */
  readonly named: (text: string) => string;
  /** Intervals of months or years and where they stand: no value holds them, so none may be left when all is bound. */
  readonly calendar: Map<Expr, Span>;
  /** What was made of which place of the text, the innermost first: to find the place of what does not resolve. */
  readonly made: Made[];
}

export interface Made {
  readonly expr: Expr;
  readonly ast: Ast;
  readonly rel: Relation;
}

/** What stands for the rows behind aggregates. */
export interface Group {
  /** The column for an aggregate or a key; null where an expression is neither. */
  readonly match: (e: Ast) => Expr | null;
}

/** Where an expression is bound: names, rows so far (a subquery adds columns to them), and what may stand here. */
export interface Env {
  readonly binder: Binder;
  readonly scope: Scope;
  rel: Relation;
  readonly group: Group | null;
  /** What the expression is part of, for errors. */
  readonly clause: string;
  readonly windows: boolean;
  /** Whether `rel` is read again afterwards, so that it may grow by columns of parts. */
  readonly shares?: boolean;
  /** Windows of the query that have names. */
  readonly named?: ReadonlyMap<string, Window>;
  /** What calls of unnest stand for. */
  readonly unnested?: ReadonlyMap<Ast, Expr>;
  /** What the parameters of lambdas stand for. */
  readonly lambda: ReadonlyMap<string, Expr> | null;
}

export const typeIn = (env: Env, e: Expr): DataType => resolveOne(e, schemaIn(env.rel)).input.type;
export const nullableIn = (env: Env, e: Expr): boolean => resolveOne(e, schemaIn(env.rel)).input.nullable;

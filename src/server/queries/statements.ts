import type { Schema } from "../../arrow/schema.ts";
import type { Expr } from "../../expr/node.ts";
import type { Frame, Plan } from "../../plan/node.ts";
import type { Snapshot, Transaction } from "../catalog/catalog.ts";

/** Values of parameters as literals: for `$1` and `?` a list, for `:name` names. */
export interface Values {
  readonly listed: readonly Expr[];
  readonly named: Readonly<Record<string, Expr>>;
}
export const NO_VALUES: Values = Object.freeze({ listed: Object.freeze([]), named: Object.freeze({}) });

/** What a statement runs with. */
export interface Running {
  readonly signal: AbortSignal;
  /** The session. */
  readonly owner: string;
  /** Who its transactions count for. */
  readonly user?: string | undefined;
  readonly id?: string | undefined;
  readonly timeout?: number | undefined;
  /** The transaction that it is part of; without one the session's own of `BEGIN`, else it is a transaction of its own. */
  readonly transaction?: Transaction | undefined;
}

/** What a text is before it runs. */
export type StatementKind =
  | "query"
  | "rows"
  | "table"
  | "begin"
  | "commit"
  | "rollback"
  | "savepoint"
  | "rollback to"
  | "release";

/** Those that are of a transaction that texts began, which only a session of one's own has. */
export const OF_TRANSACTIONS: ReadonlySet<StatementKind> = new Set([
  "begin",
  "commit",
  "rollback",
  "savepoint",
  "rollback to",
  "release",
]);

/** One statement that was read and checked. It is bound again to the tables of the day whenever it runs. */
export interface Prepared {
  readonly text: string;
  /** `query` gives rows; `rows` changes rows; `table` makes or drops tables; the others are of transactions. */
  readonly kind: StatementKind;
  readonly isUpdate: boolean;
  /** Of the rows that a query or RETURNING gives; null for other statements, and where it depends on the parameters' values. */
  readonly schema: Schema | null;
  /** Of the parameters in order; `Null` where nothing tells the type. Names are `$1`, `$2`, or those of `:name`. */
  readonly parameters: Schema;
  /** The plan of a query. Throws for other statements. */
  query(values: Values, snapshot: Snapshot): Plan;
  /** Runs a statement that is no query; the rows that it changed. */
  update(values: Values, running: Running): Promise<number>;
  /** Runs it once for each of several sets of values, all or nothing. */
  updateMany(all: readonly Values[], running: Running): Promise<number>;
  /** The same of a statement with RETURNING; the rows that it gives. */
  returning(all: readonly Values[], running: Running): Promise<Frame>;
}

/** Texts of SQL on the server. */
export interface Statements {
  /** Reads one statement over the tables of a snapshot. `SQL_SYNTAX` and others with the place. */
  prepare(text: string, snapshot: Snapshot, signal?: AbortSignal): Promise<Prepared>;
  /** The transaction that a session's `BEGIN` opened. */
  transactionOf(owner: string): Transaction | undefined;
  /** What a session sees: its own transaction's tables, else those of all. */
  snapshot(owner: string): Snapshot;
}

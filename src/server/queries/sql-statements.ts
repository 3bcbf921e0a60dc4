import { type Schema, schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import { lit } from "../../expr/node.ts";
import { frameOf, type Plan } from "../../plan/node.ts";
import { parseServerStatement } from "../../sql/parse/server-statement.ts";
import type { Change, Delete, Insert, Update } from "../../sql/syntax/change.ts";
import type { Query } from "../../sql/syntax/query.ts";
import type { Statement } from "../../sql/syntax/statement.ts";
import { sqlError } from "../../sql/syntax-error.ts";
import type { Catalog, Snapshot, Transaction } from "../catalog/catalog.ts";
import type { Explained, Queries } from "./queries.ts";
import { Changes } from "./sql/changes.ts";
import { describedTable, describesTable } from "./sql/described-table.ts";
import { inText } from "./sql/made.ts";
import { changeParameters, parametersOf } from "./sql/parameters.ts";
import { queryPlan } from "./sql/query-plan.ts";
import { returningPlan } from "./sql/returning.ts";
import type { Outcome } from "./sql/step.ts";
import { tableAt, tablesFor } from "./sql/tables.ts";
import { textColumns } from "./sql/text-columns.ts";
import { paramsIn } from "./sql/used.ts";
import {
  NO_VALUES,
  type Prepared,
  type Running,
  type StatementKind,
  type Statements,
  type Values,
} from "./statements.ts";

/** Characters of one statement. */
const LONGEST = 4 << 20;

/** Values that stand for those that are not known yet. */
const unknown = (parameters: Schema, named: boolean): Values => {
  const nulls = parameters.fields.map((f) => [f.name, lit(null, f.type)] as const);
  return named ? { listed: [], named: Object.fromEntries(nulls) } : { listed: nulls.map(([, v]) => v), named: {} };
};

const namedParameters = (tree: unknown): boolean => paramsIn(tree).some((p) => p.name !== undefined);

/** What is wrong whatever the values are. */
const CERTAIN: ReadonlySet<string> = new Set([
  "SQL_SYNTAX",
  "NOT_FOUND",
  "COLUMN_NOT_FOUND",
  "DUPLICATE_COLUMN",
  "PERMISSION_DENIED",
  "NOT_SUPPORTED",
  "LIMIT_EXCEEDED",
  "CANCELLED",
  "TIMEOUT",
]);

const KINDS: Readonly<Record<Change["kind"], StatementKind | null>> = {
  createTable: "table",
  dropTable: "table",
  alterTable: "table",
  insert: "rows",
  update: "rows",
  delete: "rows",
  transact: null,
};
const isChange = (s: Statement | Change): s is Change => Object.hasOwn(KINDS, s.kind);
const kindOf = (s: Change): StatementKind => (s.kind === "transact" ? s.what : (KINDS[s.kind] as StatementKind));
const givesRows = (s: Change): s is Insert | Update | Delete => "returning" in s && s.returning.length > 0;

/** Blanks before a statement keep the lines and columns of the whole text in its errors. */
const cut = (text: string, { start, end }: { readonly start: number; readonly end: number }): string =>
  text.slice(0, start).replace(/[^\n]/g, " ") + text.slice(start, end);

const explainedText = ({ logical, optimizations, physical, engine, cache }: Explained): string =>
  [
    `plan\n${logical}`,
    `optimized by ${optimizations || "nothing"}\n${physical}`,
    `engine\n${engine}`,
    ...(cache === undefined ? [] : [`cache\n${cache}`]),
  ].join("\n\n");

const isUpdate = (): never => {
  throw new PolaroidError("INVALID_ARGUMENT", "the statement gives no rows; run it as an update");
};
const isQuery = async (): Promise<never> => {
  throw new PolaroidError("INVALID_ARGUMENT", "the statement is a query; ask for its rows");
};

/** SQL over the tables of a catalog. */
export class SqlStatements implements Statements {
  readonly #catalog: Catalog;
  readonly #queries: Queries;
  readonly #changes: Changes;

  constructor({ catalog, queries }: { readonly catalog: Catalog; readonly queries: Queries }) {
    this.#catalog = catalog;
    this.#queries = queries;
    this.#changes = new Changes(catalog, queries);
  }

  transactionOf(owner: string): Transaction | undefined {
    return this.#changes.transactionOf(owner);
  }

  snapshot(owner: string): Snapshot {
    return this.transactionOf(owner)?.snapshot() ?? this.#catalog.snapshot();
  }

  async prepare(text: string, snapshot: Snapshot, signal?: AbortSignal): Promise<Prepared> {
    if (text.length > LONGEST)
      throw new PolaroidError("LIMIT_EXCEEDED", `the text has ${text.length} characters; ${LONGEST} are allowed`);
    const s = parseServerStatement(text);
    if (isChange(s)) return this.#change(text, s, snapshot, signal);
    switch (s.kind) {
      case "query":
        return this.#query(text, s, snapshot, signal);
      case "explain":
        if (s.statement.kind !== "query")
          throw sqlError(text, s.statement.start, "only queries are explained", "NOT_SUPPORTED");
        return this.#explain(text, s.statement, snapshot, signal);
      case "createView":
      case "dropView":
        throw sqlError(text, s.start, "the server keeps tables, no views: CREATE TABLE ... AS", "NOT_SUPPORTED");
      case "copy":
        throw sqlError(
          text,
          s.start,
          "COPY is not supported here; the service's WriteParquet writes files",
          "NOT_SUPPORTED",
        );
    }
  }

  async #query(text: string, s: Query, snapshot: Snapshot, signal?: AbortSignal): Promise<Prepared> {
    const { body } = s;
    if (describesTable(s, snapshot)) return this.#fixed(text, snapshot, (now) => describedTable(text, s, now));
    if (body.kind === "describe" && !body.summarize) {
      const { target } = body;
      const listed = Array.isArray(target) && target.length === 1 && target[0]?.name.toLowerCase() === "tables";
      if (target === undefined || (listed && !snapshot.tables.has("tables")))
        return this.#fixed(text, snapshot, (now) =>
          textColumns({ name: [...now.tables.values()].map((t) => t.name).sort((a, b) => (a < b ? -1 : 1)) }),
        );
    }
    const own = cut(text, s);
    const tables = [...tablesFor(text, s, snapshot).values()];
    const parameters = parametersOf(text, s, tables);
    const first = queryPlan(own, s, unknown(parameters.schema, parameters.named), snapshot);
    let found: Schema | null = null;
    try {
      found = await this.#queries.schema(first, signal);
    } catch (error) {
      const code = error instanceof PolaroidError ? error.code : "INTERNAL";
      if (parameters.schema.fields.length === 0 || CERTAIN.has(code)) throw error;
    }
    return {
      text,
      kind: "query",
      isUpdate: false,
      schema: found,
      parameters: parameters.schema,
      query: (values, now) => queryPlan(own, s, values, now),
      update: isQuery,
      updateMany: isQuery,
      returning: isQuery,
    };
  }

  async #explain(text: string, s: Query, snapshot: Snapshot, signal?: AbortSignal): Promise<Prepared> {
    const plan = queryPlan(cut(text, s), s, NO_VALUES, snapshot);
    const told = textColumns({ plan: [explainedText(await this.#queries.explain(plan, true, signal))] });
    return this.#fixed(text, snapshot, () => told);
  }

  /** Rows that are known without a query. */
  #fixed(text: string, over: Snapshot, rows: (snapshot: Snapshot) => Plan): Prepared {
    const first = rows(over);
    return {
      text,
      kind: "query",
      isUpdate: false,
      schema: first.kind === "frame" ? first.frame.schema : null,
      parameters: schema([]),
      query: (_, snapshot) => rows(snapshot),
      update: isQuery,
      updateMany: isQuery,
      returning: isQuery,
    };
  }

  async #change(text: string, s: Change, snapshot: Snapshot, signal?: AbortSignal): Promise<Prepared> {
    const parameters = changeParameters(text, s, snapshot);
    if (s.kind === "insert" || s.kind === "update" || s.kind === "delete") this.#changes.check(text, s, snapshot);
    const run = (all: readonly Values[], running: Running): Promise<Outcome> =>
      this.#changes.run(text, s, all, running);
    return {
      text,
      kind: kindOf(s),
      isUpdate: true,
      schema: givesRows(s) ? await this.#returned(text, s, parameters, snapshot, signal) : null,
      parameters,
      query: isUpdate,
      update: async (values, running) => (await run([values], running)).rows,
      updateMany: async (all, running) => (await run(all, running)).rows,
      returning: async (all, running) => (await run(all, running)).returned ?? frameOf(schema([]), []),
    };
  }

  /** The columns that RETURNING gives. */
  async #returned(
    text: string,
    statement: Insert | Update | Delete,
    parameters: Schema,
    snapshot: Snapshot,
    signal?: AbortSignal,
  ): Promise<Schema> {
    const table = tableAt(text, statement.table, snapshot);
    const values = unknown(parameters, namedParameters(statement));
    const [plan, made] = returningPlan({ text, statement, values }, table, table.frame, snapshot);
    try {
      return await this.#queries.schema(plan, signal);
    } catch (error) {
      throw inText(error, text, statement, made);
    }
  }
}

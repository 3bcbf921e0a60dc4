import { type Batch, batch } from "../../../arrow/batch.ts";
import { countBits } from "../../../arrow/bitmap.ts";
import { field, type Schema, schema } from "../../../arrow/schema.ts";
import { type DataType, Int32 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { castColumns, type Frame, frameOf, type Plan, renameColumns } from "../../../plan/node.ts";
import { Source } from "../../../sql/bind/scope.ts";
import { dataTypeOf } from "../../../sql/bind/type-name.ts";
import { parseQuery } from "../../../sql/parse/index.ts";
import { printQuery } from "../../../sql/print/query.ts";
import type { Change, CreateTable, Delete, Insert, Update } from "../../../sql/syntax/change.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import type { Catalog, Snapshot, Table, Transaction } from "../../catalog/catalog.ts";
import type { Queries } from "../queries.ts";
import { NO_VALUES, type Running, type Values } from "../statements.ts";
import { Locks } from "./lock.ts";
import { spread } from "./many.ts";
import { queryPlan } from "./query-plan.ts";
import { tableAt, tableName } from "./tables.ts";
import { deleteText, insertText, updateText } from "./texts.ts";

/** How often a statement of its own begins again when others were first. */
const TRIES = 5;

const typesOf = (s: Schema): readonly (readonly [string, DataType])[] => s.fields.map((f) => [f.name, f.type] as const);

/** The first columns of a frame. */
function without(f: Frame, last: number): Frame {
  const s = schema(f.schema.fields.slice(0, -last));
  return frameOf(
    s,
    f.batches.map((b): Batch => batch(s, b.columns.slice(0, -last), b.length)),
  );
}

/** Rows whose last column says yes. */
const marked = (f: Frame): number =>
  f.batches.reduce((n, b) => {
    const c = b.columns.at(-1);
    return n + (c?.layout === "bool" ? countBits(c.bits, c.length) : 0);
  }, 0);

const noValues = (text: string, { listed, named }: Values): void => {
  if (listed.length > 0 || Object.keys(named).length > 0)
    throw sqlError(text, 0, "values are given, but the text has no parameters", "INVALID_ARGUMENT");
};

/** Columns on the way have names that nobody wrote. */
function inTable(error: unknown, name: string): unknown {
  if (!(error instanceof PolaroidError && error.code === "INVALID_CAST")) return error;
  const what = error.detail.replace(/^column "[^"]*": /, "").replace(/; cast with strict: false.*$/s, "");
  return new PolaroidError(error.code, `a value for table "${name}" cannot be what its column holds: ${what}`, {
    cause: error,
  });
}

/** Runs statements that change tables. */
export class Changes {
  readonly #catalog: Catalog;
  readonly #queries: Queries;
  readonly #locks: Locks = new Locks();
  /** The transactions that sessions opened by `BEGIN`. */
  readonly #open: Map<string, Transaction> = new Map();

  constructor(catalog: Catalog, queries: Queries) {
    this.#catalog = catalog;
    this.#queries = queries;
  }

  transactionOf(owner: string): Transaction | undefined {
    const found = this.#open.get(owner);
    if (found === undefined) return undefined;
    try {
      return this.#catalog.transaction(found.id, owner);
    } catch {
      this.#open.delete(owner);
      return undefined;
    }
  }

  /** All or nothing: once for each set of values. */
  async run(text: string, s: Change, all: readonly Values[], running: Running): Promise<number> {
    if (s.kind === "transact") {
      for (const values of all) noValues(text, values);
      this.#transact(text, s.what, running);
      return 0;
    }
    const { owner } = running;
    const open = running.transaction ?? this.transactionOf(owner);
    if (open !== undefined)
      return this.#locks.with([`transaction ${open.id}`], () => this.#within(text, s, all, open, running));
    const names = s.kind === "dropTable" ? s.names.map(tableName) : [tableName("table" in s ? s.table : s.name)];
    return this.#locks.with(
      names.map((n) => `table ${n.toLowerCase()}`),
      async () => {
        for (let tried = 1; ; tried++) {
          const t = this.#catalog.begin(owner);
          try {
            const rows = await this.#within(text, s, all, t, running);
            t.commit();
            return rows;
          } catch (error) {
            if (!(error instanceof PolaroidError && error.code === "CONFLICT" && tried < TRIES)) throw error;
          } finally {
            t.rollback();
          }
        }
      },
    );
  }

  #transact(text: string, what: "begin" | "commit" | "rollback", { owner, transaction }: Running): void {
    if (transaction !== undefined || owner === "")
      throw sqlError(
        text,
        0,
        owner === "" ? "BEGIN and its like need a session" : "the call is part of a transaction already; end that one",
        "FAILED_PRECONDITION",
      );
    const open = this.transactionOf(owner);
    if (what === "begin") {
      if (open !== undefined) throw sqlError(text, 0, "a transaction is open already", "FAILED_PRECONDITION");
      this.#open.set(owner, this.#catalog.begin(owner));
      return;
    }
    if (open === undefined) throw sqlError(text, 0, "no transaction is open", "FAILED_PRECONDITION");
    this.#open.delete(owner);
    if (what === "commit") open.commit();
    else open.rollback();
  }

  /** A statement that fails leaves the transaction as it was. */
  async #within(text: string, s: Change, all: readonly Values[], t: Transaction, running: Running): Promise<number> {
    const point = t.savepoint("");
    try {
      let rows = 0;
      for (const [one, values] of spread(s, all)) rows += await this.#one(text, one, values, t, running);
      t.release(point);
      return rows;
    } catch (error) {
      t.rollbackTo(point);
      t.release(point);
      throw error;
    }
  }

  async #one(text: string, s: Change, values: Values, t: Transaction, running: Running): Promise<number> {
    switch (s.kind) {
      case "createTable":
        return this.#create(text, s, values, t, running);
      case "dropTable":
        noValues(text, values);
        for (const path of s.names) {
          const name = tableName(path);
          if (s.ifExists && !t.snapshot().tables.has(name.toLowerCase())) continue;
          tableAt(text, path, t.snapshot());
          t.drop(name);
        }
        return 0;
      case "insert":
        return this.#insert(text, s, values, t, running);
      case "update":
        return this.#update(text, s, values, t, running);
      case "delete":
        return this.#delete(text, s, values, t, running);
      case "transact":
        throw new PolaroidError("INTERNAL", "a transaction within a transaction");
    }
  }

  async #collect(plan: Plan, { signal, owner, id, timeout }: Running, name: string): Promise<Frame> {
    try {
      return await this.#queries.collect({ plan, signal, owner, id, timeout });
    } catch (error) {
      throw inTable(error, name);
    }
  }

  async #create(text: string, s: CreateTable, values: Values, t: Transaction, running: Running): Promise<number> {
    const name = tableName(s.name);
    const there = t.snapshot().tables.get(name.toLowerCase());
    if (there !== undefined && s.ifNotExists) return 0;
    if (there !== undefined && !s.replace)
      throw sqlError(
        text,
        s.name[0]?.start ?? 0,
        `there is a table "${there.name}" already; CREATE OR REPLACE TABLE takes its place`,
        "ALREADY_EXISTS",
      );
    if (s.query === undefined) {
      noValues(text, values);
      const source = new Source(text);
      const fields = s.columns.map((c) => field(c.name.name, dataTypeOf(source, c.type)));
      const required = new Set(s.columns.filter((c) => c.notNull).map((c) => c.name.name));
      t.put(name, frameOf(schema(fields), []), s.replace ? "replace" : "create", required);
      return 0;
    }
    const plan = queryPlan(printQuery(s.query), s.query, values, t.snapshot());
    const { fields } = await this.#queries.schema(plan, running.signal);
    const extra = s.names[fields.length];
    if (extra !== undefined)
      throw sqlError(
        text,
        extra.start,
        `the query has ${fields.length} columns, but ${s.names.length} names are given`,
        "SCHEMA_MISMATCH",
      );
    // What is known to be nothing but null is a whole number to SQL.
    const unknown = fields.filter((f) => f.type.id === "Null").map((f): [string, DataType] => [f.name, Int32]);
    const typed = unknown.length === 0 ? plan : castColumns(plan, unknown);
    const pairs = s.names.map((n, i): [string, string] => [fields[i]?.name as string, n.name]);
    const rows = await this.#collect(pairs.length === 0 ? typed : renameColumns(typed, pairs), running, name);
    t.put(name, rows, s.replace ? "replace" : "create");
    return rows.rows;
  }

  async #insert(text: string, s: Insert, values: Values, t: Transaction, running: Running): Promise<number> {
    const table = tableAt(text, s.table, t.snapshot());
    const made = await this.#inserted(text, s, values, t.snapshot(), table, running.signal);
    const rows = await this.#collect(made, running, table.name);
    t.put(table.name, rows, "append");
    return rows.rows;
  }

  async #inserted(
    text: string,
    s: Insert,
    values: Values,
    snapshot: Snapshot,
    table: Table,
    signal?: AbortSignal,
  ): Promise<Plan> {
    const body = s.query?.body;
    let width = body?.kind === "values" ? (body.rows[0]?.length ?? 0) : 0;
    if (s.query !== undefined && body?.kind !== "values")
      width = (await this.#queries.schema(queryPlan(printQuery(s.query), s.query, values, snapshot), signal)).fields
        .length;
    const own = insertText(text, s, s.query, width, table);
    return castColumns(queryPlan(own, parseQuery(own), values, snapshot), typesOf(table.frame.schema));
  }

  async #update(text: string, s: Update, values: Values, t: Transaction, running: Running): Promise<number> {
    const table = tableAt(text, s.table, t.snapshot());
    const made = updateText(text, s, table);
    const plan = castColumns(
      queryPlan(made.text, parseQuery(made.text), values, t.snapshot()),
      typesOf(table.frame.schema),
    );
    const rows = await this.#collect(plan, running, table.name);
    if (rows.rows !== table.frame.rows)
      throw new PolaroidError(
        "SHAPE_MISMATCH",
        `the update of ${table.name} makes ${rows.rows} rows of ${table.frame.rows}: each row takes one value; use no unnest here`,
      );
    const changed = made.marked ? marked(rows) : rows.rows;
    if (changed > 0) t.put(table.name, made.marked ? without(rows, 1) : rows, "replace", table.required);
    return changed;
  }

  async #delete(text: string, s: Delete, values: Values, t: Transaction, running: Running): Promise<number> {
    const table = tableAt(text, s.table, t.snapshot());
    const { frame } = table;
    if (s.where === undefined) {
      noValues(text, values);
      t.put(table.name, frameOf(frame.schema, []), "replace", table.required);
      return frame.rows;
    }
    const own = deleteText(s);
    const left = await this.#collect(queryPlan(own, parseQuery(own), values, t.snapshot()), running, table.name);
    if (left.rows < frame.rows) t.put(table.name, left, "replace", table.required);
    return frame.rows - left.rows;
  }

  /** Looks whether a statement names what is there, as far as that can be known without its values. */
  async check(text: string, s: Insert | Update | Delete, snapshot: Snapshot): Promise<void> {
    const table = tableAt(text, s.table, snapshot);
    if (s.kind === "update") updateText(text, s, table);
    else if (s.kind === "insert" && s.query?.body.kind === "values")
      await this.#inserted(text, s, NO_VALUES, snapshot, table);
  }
}

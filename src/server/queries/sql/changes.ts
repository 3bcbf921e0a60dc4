import { PolaroidError } from "../../../core/error.ts";
import { type Frame, frameOf } from "../../../plan/node.ts";
import type { Change, Delete, Insert, Update } from "../../../sql/syntax/change.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import type { Catalog, Snapshot, Transaction } from "../../catalog/catalog.ts";
import type { Queries } from "../queries.ts";
import { NO_VALUES, type Running, type Values } from "../statements.ts";
import { type AlterStep, alter } from "./alter.ts";
import { type CreateStep, create, dropTables } from "./create.ts";
import { type DeleteStep, remove } from "./delete.ts";
import { type InsertStep, insert, insertText } from "./insert.ts";
import { Locks } from "./lock.ts";
import { spread } from "./many.ts";
import { OwnTransactions } from "./own-transactions.ts";
import { noValues, type Outcome, type Step } from "./step.ts";
import { tableAt, tableName } from "./tables.ts";
import { Types } from "./types.ts";
import { type UpdateStep, update, updateText } from "./update.ts";
import { paramsIn } from "./used.ts";

/** How often a statement of its own begins again when others were first. */
const TRIES = 5;

/** The tables that a statement changes. */
function changedBy(s: Change): readonly string[] {
  switch (s.kind) {
    case "dropTable":
      return s.names.map(tableName);
    case "createTable":
      return [tableName(s.name)];
    case "alterTable":
      return [tableName(s.table), ...(s.alteration.kind === "renameTable" ? [s.alteration.name.name] : [])];
    case "transact":
      return [];
    default:
      return [tableName(s.table)];
  }
}

/** Values that nothing asks for are refused. */
function checkGiven(text: string, s: Change, values: Values): void {
  const params = paramsIn(s);
  if (params.length === 0) {
    noValues(text, values);
    return;
  }
  const last = params.reduce((n, p) => Math.max(n, p.index ?? 0), 0);
  const extra = Object.keys(values.named).find((n) => !params.some((p) => p.name === n));
  if (values.listed.length > last)
    throw sqlError(
      text,
      0,
      `${values.listed.length} values are given, but the text has ${last} parameters`,
      "INVALID_ARGUMENT",
    );
  if (extra !== undefined)
    throw sqlError(text, 0, `a value is given for :${extra}, which the text does not have`, "INVALID_ARGUMENT");
}

/** What several runs of a statement did, as one. */
function together(all: readonly Outcome[]): Outcome {
  const rows = all.reduce((n, o) => n + o.rows, 0);
  const frames = all.flatMap((o): readonly Frame[] => (o.returned === undefined ? [] : [o.returned]));
  const [first] = frames;
  if (first === undefined) return { rows };
  return {
    rows,
    returned: frameOf(
      first.schema,
      frames.flatMap((f) => f.batches),
    ),
  };
}

/** Runs statements that change tables. */
export class Changes {
  readonly #catalog: Catalog;
  readonly #queries: Queries;
  readonly #locks: Locks = new Locks();
  readonly #own: OwnTransactions;

  constructor(catalog: Catalog, queries: Queries) {
    this.#catalog = catalog;
    this.#queries = queries;
    this.#own = new OwnTransactions(catalog);
  }

  transactionOf(owner: string): Transaction | undefined {
    return this.#own.of(owner);
  }

  /** All or nothing: once for each set of values. */
  async run(text: string, s: Change, all: readonly Values[], running: Running): Promise<Outcome> {
    for (const values of all) checkGiven(text, s, values);
    if (s.kind === "transact") {
      this.#own.run(text, s, running);
      return { rows: 0 };
    }
    const { owner } = running;
    const open = running.transaction ?? this.transactionOf(owner);
    if (open !== undefined)
      return this.#locks.with([`transaction ${open.id}`], () => this.#within(text, s, all, open, running));
    return this.#locks.with(
      changedBy(s).map((n) => `table ${n.toLowerCase()}`),
      async () => {
        for (let tried = 1; ; tried++) {
          const t = this.#catalog.alone(owner);
          try {
            const made = await this.#within(text, s, all, t, running);
            t.commit();
            return made;
          } catch (error) {
            if (!(error instanceof PolaroidError && error.code === "CONFLICT" && tried < TRIES)) throw error;
          } finally {
            t.rollback();
          }
        }
      },
    );
  }

  /** A statement that fails leaves the transaction as it was. */
  async #within(text: string, s: Change, all: readonly Values[], t: Transaction, running: Running): Promise<Outcome> {
    const point = t.savepoint("");
    try {
      const made: Outcome[] = [];
      for (const [statement, values] of spread(s, all))
        made.push(await this.#one({ text, statement, values, transaction: t, running, queries: this.#queries }));
      t.release(point);
      return together(made);
    } catch (error) {
      t.rollbackTo(point);
      t.release(point);
      throw error;
    }
  }

  async #one(step: Step): Promise<Outcome> {
    switch (step.statement.kind) {
      case "createTable":
        return create(step as CreateStep);
      case "dropTable":
        return dropTables(step as Parameters<typeof dropTables>[0]);
      case "alterTable":
        return alter(step as AlterStep);
      case "insert":
        return insert(step as InsertStep);
      case "update":
        return update(step as UpdateStep);
      case "delete":
        return remove(step as DeleteStep);
      case "transact":
        throw new PolaroidError("INTERNAL", "a transaction within a transaction");
    }
  }

  /** Looks whether a statement names what is there, as far as that can be known without its values. */
  check(text: string, s: Insert | Update | Delete, snapshot: Snapshot): void {
    const table = tableAt(text, s.table, snapshot);
    if (s.kind === "update") updateText(text, s, table, new Types(NO_VALUES));
    else if (s.kind === "insert" && s.query?.body.kind === "values")
      insertText(text, s, s.query.body.rows[0]?.length ?? 0, table, new Types(NO_VALUES));
  }
}

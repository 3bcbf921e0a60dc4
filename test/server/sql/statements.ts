import { lit } from "../../../src/expr/node.ts";
import { MemoryCatalog } from "../../../src/server/catalog/memory-catalog.ts";
import type { QueryPool } from "../../../src/server/queries/pool.ts";
import { SqlStatements } from "../../../src/server/queries/sql-statements.ts";
import type { Prepared, Values } from "../../../src/server/queries/statements.ts";
import { frameRows } from "../queries/frames.ts";

export const valuesOf = (given: readonly unknown[] | Readonly<Record<string, unknown>>): Values =>
  Array.isArray(given)
    ? { listed: given.map((v) => lit(v as never)), named: {} }
    : { listed: [], named: Object.fromEntries(Object.entries(given).map(([n, v]) => [n, lit(v as never)])) };

/** SQL over a catalog of its own. */
export class Session {
  readonly pool: QueryPool;
  readonly catalog: MemoryCatalog = new MemoryCatalog();
  readonly statements: SqlStatements;
  readonly signal: AbortSignal = new AbortController().signal;

  constructor(pool: QueryPool) {
    this.pool = pool;
    this.statements = new SqlStatements({ catalog: this.catalog, queries: pool });
    this.catalog.onChange((gone) => pool.forget(gone));
  }

  prepare(text: string, owner = "me"): Promise<Prepared> {
    return this.statements.prepare(text, this.statements.snapshot(owner), this.signal);
  }

  /** The rows of a query, or how many a statement changed. */
  async run(
    text: string,
    given: readonly unknown[] | Readonly<Record<string, unknown>> = [],
    owner = "me",
  ): Promise<unknown[][] | number> {
    const { signal } = this;
    const prepared = await this.prepare(text, owner);
    if (prepared.isUpdate && prepared.schema !== null)
      return frameRows(await prepared.returning([valuesOf(given)], { signal, owner }));
    if (prepared.isUpdate) return prepared.update(valuesOf(given), { signal, owner });
    const plan = prepared.query(valuesOf(given), this.statements.snapshot(owner));
    return frameRows(await this.pool.collect({ plan, signal, owner }));
  }
}

/** Makes sessions in which texts ran already. */
export const sessionsOn =
  (pool: QueryPool) =>
  async (...texts: string[]): Promise<Session> => {
    const made = new Session(pool);
    for (const text of texts) await made.run(text);
    return made;
  };

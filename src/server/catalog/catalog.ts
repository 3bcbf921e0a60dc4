import type { Frame } from "../../plan/node.ts";

/** What holds for a table's rows, by its columns. */
export interface TableRules {
  /** Which columns take no null. */
  readonly required: ReadonlySet<string>;
  /** What a column has where a row gives no value, as SQL; null where it is not here. */
  readonly defaults: ReadonlyMap<string, string>;
}
export const NO_RULES: TableRules = Object.freeze({ required: new Set<string>(), defaults: new Map<string, string>() });

/** A table as it is in one snapshot. */
export interface Table extends TableRules {
  /** As it was written when the table was made. */
  readonly name: string;
  readonly frame: Frame;
  /** Grows with every change, and never comes back after a table of the same name is made again. */
  readonly version: number;
  readonly bytes: number;
}

/** What the tables are at one moment; keys are names in lower case. */
export interface Snapshot {
  readonly tables: ReadonlyMap<string, Table>;
}

/** `create`: there may be none; `replace`: in the place of one, or new; `append`: the rows come after those there. */
export type How = "create" | "replace" | "append";

/** Changes that become visible together, or not at all. */
export interface Transaction {
  readonly id: string;
  readonly owner: string;
  /** The tables as they were at its begin, with its own changes. */
  snapshot(): Snapshot;
  /** Puts rows into a table: `ALREADY_EXISTS`, `NOT_FOUND`, `SCHEMA_MISMATCH`, `LIMIT_EXCEEDED`. */
  put(name: string, frame: Frame, how: How, rules?: TableRules): void;
  /** `NOT_FOUND` where there is none. */
  drop(name: string): void;
  /** A place to come back to; its id. */
  savepoint(name: string): string;
  rollbackTo(savepoint: string): void;
  release(savepoint: string): void;
  /** `CONFLICT` where another one changed a table first that this one changes; then nothing of it stays. */
  commit(): void;
  rollback(): void;
}

export interface CatalogOptions {
  /** Bytes that all tables may have; 4e9. */
  readonly bytes?: number | undefined;
  /** Tables that there may be; 10,000. */
  readonly tables?: number | undefined;
  /** Transactions that may be open at once, of all owners; 1,000. */
  readonly transactions?: number | undefined;
  /** Transactions that one user, or one address where nobody is asked who he is, may have open; a tenth of all. */
  readonly transactionsPerUser?: number | undefined;
  /** Milliseconds after which a transaction that nobody used is rolled back; 600,000. */
  readonly idle?: number | undefined;
}

/** Tables in memory, and transactions on them. */
export interface Catalog {
  snapshot(): Snapshot;
  /** `user` is who all owners of his are counted for. */
  begin(owner: string, user?: string): Transaction;
  /** That of one statement: it has no place among those that are open, and its maker ends it. */
  alone(owner: string): Transaction;
  /** An owner's open transaction; `NOT_FOUND` for ids of nobody, of others, and of ended ones. */
  transaction(id: string, owner: string): Transaction;
  /** One statement's change, atomically: committed when `change` returns, rolled back when it throws. */
  change<T>(owner: string, change: (t: Transaction) => T): T;
  /** Rolls back whatever an owner has open. */
  forget(owner: string): void;
  /** Tells, after a commit, the frames whose place others took: nobody new will ask for them. */
  onChange(told: (gone: readonly Frame[]) => void): void;
  readonly bytes: number;
  readonly rows: number;
  readonly transactions: number;
  close(): void;
}

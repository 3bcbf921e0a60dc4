import { randomUUID } from "node:crypto";
import { PolaroidError } from "../../core/error.ts";
import { didYouMean } from "../../core/suggest.ts";
import type { Frame } from "../../plan/node.ts";
import { type How, NO_RULES, type Snapshot, type Table, type TableRules, type Transaction } from "./catalog.ts";
import { appended, checkNulls, checkSchema, frameBytes, tableFrame, tableSchema } from "./rows.ts";

/** A table as a transaction leaves it; null where it dropped it. */
export type Changes = ReadonlyMap<string, Table | null>;

/** What a transaction needs of its catalog. */
export interface TransactionHost {
  /** Makes sure that there is room: for so many bytes in all of this transaction, in the place of what it had. */
  readonly reserve: (transaction: Transaction, bytes: number, tables: number) => void;
  readonly version: () => number;
  readonly commit: (base: Snapshot, changes: Changes) => void;
  readonly ended: (transaction: Transaction) => void;
}

interface Savepoint {
  readonly id: string;
  readonly name: string;
  readonly changes: Changes;
}

const SAVEPOINTS = 1000;

/** Changes over one snapshot. */
export class OpenTransaction implements Transaction {
  readonly id: string = randomUUID();
  readonly owner: string;
  readonly #base: Snapshot;
  readonly #host: TransactionHost;
  #changes: Map<string, Table | null> = new Map();
  #seen: Snapshot | null = null;
  #savepoints: Savepoint[] = [];
  #ended = false;
  /** When it was used last, by the clock of `performance`. */
  used: number = performance.now();

  constructor(owner: string, base: Snapshot, host: TransactionHost) {
    this.owner = owner;
    this.#base = base;
    this.#host = host;
  }

  #use(): void {
    if (this.#ended) throw new PolaroidError("FAILED_PRECONDITION", "the transaction has ended; begin another one");
    this.used = performance.now();
  }

  snapshot(): Snapshot {
    this.#use();
    this.#seen ??= this.#made();
    return this.#seen;
  }

  #made(): Snapshot {
    if (this.#changes.size === 0) return this.#base;
    const tables = new Map(this.#base.tables);
    for (const [key, table] of this.#changes) {
      if (table === null) tables.delete(key);
      else tables.set(key, table);
    }
    return Object.freeze({ tables });
  }

  #change(key: string, table: Table | null): void {
    const next = new Map(this.#changes);
    next.set(key, table);
    this.#keep(next);
  }

  #keep(changes: Map<string, Table | null>): void {
    let bytes = 0;
    let tables = 0;
    for (const [key, t] of changes) {
      const before = this.#base.tables.get(key);
      bytes += (t?.bytes ?? 0) - (before?.bytes ?? 0);
      tables += (t === null ? 0 : 1) - (before === undefined ? 0 : 1);
    }
    this.#host.reserve(this, bytes, tables);
    this.#changes = changes;
    this.#seen = null;
  }

  put(name: string, frame: Frame, how: How, { required, defaults }: TableRules = NO_RULES): void {
    const { tables } = this.snapshot();
    const key = name.toLowerCase();
    const there = tables.get(key);
    if (how === "create" && there !== undefined)
      throw new PolaroidError("ALREADY_EXISTS", `there is a table "${there.name}" already`);
    if (name.trim() === "") throw new PolaroidError("INVALID_ARGUMENT", "a table needs a name");
    const version = this.#host.version();
    if (how !== "append") {
      checkNulls(name, frame, required);
      const own = tableSchema(frame.schema, required);
      this.#room(key, frameBytes(frame));
      const rows = tableFrame(frame, own);
      this.#change(key, Object.freeze({ name, frame: rows, required, defaults, version, bytes: frameBytes(rows) }));
      return;
    }
    if (there === undefined) throw missing(name, tables);
    checkSchema(there.name, there.frame.schema, frame.schema);
    checkNulls(there.name, frame, there.required);
    this.#room(key, there.bytes + frameBytes(frame));
    const rows = appended(there.frame, frame);
    if (rows !== there.frame)
      this.#change(key, Object.freeze({ ...there, frame: rows, version, bytes: frameBytes(rows) }));
  }

  /** Looks for room before memory is taken. */
  #room(key: string, bytes: number): void {
    const table = { bytes } as Table;
    const before = this.#changes;
    const seen = this.#seen;
    try {
      this.#change(key, table);
    } finally {
      this.#changes = before;
      this.#seen = seen;
    }
  }

  drop(name: string): void {
    const { tables } = this.snapshot();
    const key = name.toLowerCase();
    if (!tables.has(key)) throw missing(name, tables);
    this.#change(key, null);
  }

  savepoint(name: string): string {
    this.#use();
    if (this.#savepoints.length >= SAVEPOINTS)
      throw new PolaroidError("LIMIT_EXCEEDED", `a transaction has ${SAVEPOINTS} savepoints at most`);
    const id = randomUUID();
    this.#savepoints.push({ id, name, changes: new Map(this.#changes) });
    return id;
  }

  #savepoint(id: string): number {
    this.#use();
    const at = this.#savepoints.findLastIndex((s) => s.id === id || s.name === id);
    if (at < 0) throw new PolaroidError("NOT_FOUND", `the transaction has no savepoint "${id}"`);
    return at;
  }

  rollbackTo(id: string): void {
    const at = this.#savepoint(id);
    // The savepoint itself stays.
    this.#savepoints = this.#savepoints.slice(0, at + 1);
    this.#keep(new Map((this.#savepoints[at] as Savepoint).changes));
  }

  release(id: string): void {
    this.#savepoints = this.#savepoints.slice(0, this.#savepoint(id));
  }

  commit(): void {
    this.#use();
    // However it ends, it ends.
    this.#ended = true;
    try {
      this.#host.commit(this.#base, this.#changes);
    } finally {
      this.#end();
    }
  }

  rollback(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#end();
  }

  #end(): void {
    this.#changes = new Map();
    this.#seen = null;
    this.#savepoints = [];
    this.#host.ended(this);
  }
}

const missing = (name: string, tables: Snapshot["tables"]): PolaroidError =>
  new PolaroidError(
    "NOT_FOUND",
    `there is no table "${name}"${didYouMean(
      name,
      [...tables.values()].map((t) => t.name),
    )}`,
  );

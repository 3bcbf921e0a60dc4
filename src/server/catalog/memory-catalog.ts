import { PolaroidError } from "../../core/error.ts";
import type { Frame } from "../../plan/node.ts";
import type { Catalog, CatalogOptions, Snapshot, Table, Transaction } from "./catalog.ts";
import { type Changes, OpenTransaction } from "./transaction.ts";

const EMPTY: Snapshot = Object.freeze({ tables: new Map() });
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** What an open transaction adds to the tables. */
interface Reserved {
  readonly bytes: number;
  readonly tables: number;
}

/** Tables in memory: one snapshot that all see, swapped whole at each commit. */
export class MemoryCatalog implements Catalog {
  #now: Snapshot = EMPTY;
  #bytes = 0;
  #rows = 0;
  #versions = 0;
  readonly #mostBytes: number;
  readonly #mostTables: number;
  readonly #mostTransactions: number;
  readonly #mostPerUser: number;
  readonly #idle: number;
  readonly #open: Map<string, OpenTransaction> = new Map();
  readonly #users: Map<Transaction, string> = new Map();
  readonly #reserved: Map<Transaction, Reserved> = new Map();
  readonly #told: ((gone: readonly Frame[]) => void)[] = [];
  readonly #sweep: NodeJS.Timeout;

  constructor(options: CatalogOptions = {}) {
    this.#mostBytes = options.bytes ?? 4e9;
    this.#mostTables = options.tables ?? 10_000;
    this.#mostTransactions = options.transactions ?? 1000;
    this.#mostPerUser = options.transactionsPerUser ?? Math.ceil(this.#mostTransactions / 10);
    this.#idle = options.idle ?? 600_000;
    this.#sweep = setInterval(() => this.#expire(), Math.max(10, Math.min(30_000, this.#idle / 4)));
    this.#sweep.unref();
  }

  get bytes(): number {
    return this.#bytes;
  }
  get rows(): number {
    return this.#rows;
  }
  get transactions(): number {
    return this.#open.size;
  }

  snapshot(): Snapshot {
    return this.#now;
  }

  /** Nobody in particular is held to the bound of all alone. */
  #of(user: string): number {
    let n = 0;
    if (user === "") return n;
    for (const other of this.#users.values()) if (other === user) n++;
    return n;
  }

  begin(owner: string, user: string = owner): Transaction {
    if (this.#open.size >= this.#mostTransactions || this.#of(user) >= this.#mostPerUser) this.#expire();
    const own = this.#of(user);
    if (own >= this.#mostPerUser)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `you have ${own} transactions open, as many as one user, or one address without a user, may; commit one or roll one back`,
      );
    if (this.#open.size >= this.#mostTransactions)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `${this.#open.size} transactions are open, and no more may be; end one, or try again later`,
      );
    const made = this.#transaction(owner);
    this.#open.set(made.id, made);
    this.#users.set(made, user);
    return made;
  }

  alone(owner: string): Transaction {
    return this.#transaction(owner);
  }

  #transaction(owner: string): OpenTransaction {
    return new OpenTransaction(owner, this.#now, {
      reserve: (t, bytes, tables) => this.#reserve(t, bytes, tables),
      version: () => ++this.#versions,
      commit: (base, changes) => this.#commit(base, changes),
      ended: (t) => {
        this.#open.delete(t.id);
        this.#users.delete(t);
        this.#reserved.delete(t);
      },
    });
  }

  transaction(id: string, owner: string): Transaction {
    const found = this.#open.get(id);
    if (found === undefined || found.owner !== owner)
      throw new PolaroidError(
        "NOT_FOUND",
        "there is no such transaction: it ended, was idle for too long, or never was",
      );
    found.used = performance.now();
    return found;
  }

  change<T>(owner: string, change: (t: Transaction) => T): T {
    const t = this.#transaction(owner);
    try {
      const made = change(t);
      t.commit();
      return made;
    } finally {
      t.rollback();
    }
  }

  /** All transactions together may not come to more than there is room for: each is sure to find it at its commit. */
  #reserve(t: Transaction, bytes: number, tables: number): void {
    let [allBytes, allTables] = [this.#bytes + bytes, this.#now.tables.size + tables];
    for (const [other, r] of this.#reserved) {
      if (other === t) continue;
      allBytes += Math.max(0, r.bytes);
      allTables += Math.max(0, r.tables);
    }
    if (bytes > 0 && allBytes > this.#mostBytes)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `all tables would come to ${megabytes(allBytes)}, where ${megabytes(this.#mostBytes)} are allowed; drop some, or raise the limit`,
      );
    if (tables > 0 && allTables > this.#mostTables)
      throw new PolaroidError("LIMIT_EXCEEDED", `there may be ${this.#mostTables} tables; drop some`);
    this.#reserved.set(t, { bytes, tables });
  }

  #commit(base: Snapshot, changes: Changes): void {
    if (changes.size === 0) return;
    const before = this.#now.tables;
    for (const [key, table] of changes) {
      if (before.get(key)?.version === base.tables.get(key)?.version) continue;
      const name = table?.name ?? base.tables.get(key)?.name ?? key;
      throw new PolaroidError(
        "CONFLICT",
        `another transaction changed table "${name}" first; nothing was changed, begin again`,
      );
    }
    const tables = new Map(before);
    const gone: Frame[] = [];
    for (const [key, table] of changes) {
      const old = before.get(key);
      if (table === null) tables.delete(key);
      else tables.set(key, table);
      if (old !== undefined) gone.push(old.frame);
      this.#count(old, -1);
      this.#count(table ?? undefined, 1);
    }
    this.#now = Object.freeze({ tables });
    if (gone.length > 0) for (const told of this.#told) told(gone);
  }

  #count(table: Table | undefined, sign: 1 | -1): void {
    this.#bytes += sign * (table?.bytes ?? 0);
    this.#rows += sign * (table?.frame.rows ?? 0);
  }

  #expire(): void {
    const before = performance.now() - this.#idle;
    for (const t of [...this.#open.values()]) if (t.used < before) t.rollback();
  }

  forget(owner: string): void {
    for (const t of [...this.#open.values()]) if (t.owner === owner) t.rollback();
  }

  onChange(told: (gone: readonly Frame[]) => void): void {
    this.#told.push(told);
  }

  close(): void {
    clearInterval(this.#sweep);
    for (const t of [...this.#open.values()]) t.rollback();
  }
}

import type { Transact } from "../../../sql/syntax/change.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import type { Catalog, Transaction } from "../../catalog/catalog.ts";
import type { Running } from "../statements.ts";

/** The transactions that sessions opened by BEGIN. */
export class OwnTransactions {
  readonly #catalog: Catalog;
  readonly #open: Map<string, Transaction> = new Map();

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  of(owner: string): Transaction | undefined {
    const found = this.#open.get(owner);
    if (found === undefined) return undefined;
    try {
      return this.#catalog.transaction(found.id, owner);
    } catch {
      this.#open.delete(owner);
      return undefined;
    }
  }

  run(text: string, { what, name, start }: Transact, { owner, user, transaction }: Running): void {
    const fail = (message: string): Error => sqlError(text, start, message, "FAILED_PRECONDITION");
    const open = this.of(owner);
    if (name !== undefined) {
      const t = transaction ?? open;
      if (t === undefined) throw fail("no transaction is open");
      if (what === "savepoint") t.savepoint(name.name.toLowerCase());
      else if (what === "release") t.release(name.name.toLowerCase());
      else t.rollbackTo(name.name.toLowerCase());
      return;
    }
    if (owner === "") throw fail("BEGIN and its like need a session");
    if (transaction !== undefined) throw fail("the call is part of a transaction already; end that one");
    if (what === "begin") {
      if (open !== undefined) throw fail("a transaction is open already");
      this.#open.set(owner, this.#catalog.begin(owner, user));
      return;
    }
    if (open === undefined) throw fail("no transaction is open");
    this.#open.delete(owner);
    if (what === "commit") open.commit();
    else open.rollback();
  }
}

import { PolaroidError } from "../../core/error.ts";
import { text, utf8 } from "../../core/utf8.ts";
import type { FlightSqlHandlers } from "../../flight/sql/handlers.ts";
import type { Call } from "../../grpc/call.ts";
import { mustBe } from "../auth/roles.ts";
import type { Transaction } from "../catalog/catalog.ts";
import { countedAs } from "../who.ts";
import { type FlightServices, sessionOf, transactionOf } from "./services.ts";

type Handlers = Pick<FlightSqlHandlers, "beginTransaction" | "endTransaction" | "beginSavepoint" | "endSavepoint">;

const idOf = (bytes: Uint8Array): string => {
  if (bytes.length === 0 || bytes.length > 200)
    throw new PolaroidError("NOT_FOUND", "there is no such transaction in this session");
  return text(bytes, 0, bytes.length);
};

/** Transactions that clients began; a savepoint's id begins with that of its transaction. */
export class Transactions {
  readonly #services: FlightServices;
  /** Those that are open, by who began them: a session, or a connection of one that several share. */
  readonly #open: Map<string, Set<string>> = new Map();

  constructor(services: FlightServices) {
    this.#services = services;
  }

  #key(call: Call): string {
    const { session, named } = sessionOf(call, this.#services.sessions);
    return named ? session.id : `${session.id} ${call.peer.address}`;
  }

  #find(id: string, call: Call): Transaction {
    return this.#services.catalog.transaction(id, sessionOf(call, this.#services.sessions).session.id);
  }

  /** Those of the caller that are still open. */
  #current(call: Call): readonly Transaction[] {
    const key = this.#key(call);
    const known = this.#open.get(key) ?? new Set();
    const out: Transaction[] = [];
    for (const id of known)
      try {
        out.push(this.#find(id, call));
      } catch {
        known.delete(id);
      }
    if (known.size === 0) this.#open.delete(key);
    return out;
  }

  /**
   * The transaction that a prepared statement runs in: clients keep statements over the end of a transaction, and mean the one
   * that they began since. Where none is open it is refused: it would count at once, which nobody who began one expects.
   */
  ofStatement(id: Uint8Array | null, call: Call): Uint8Array | null {
    if (id === null) return null;
    const { session } = sessionOf(call, this.#services.sessions);
    try {
      transactionOf(id, session, this.#services);
      return id;
    } catch (error) {
      if (!(error instanceof PolaroidError && error.code === "NOT_FOUND")) throw error;
    }
    const [only, ...others] = this.#current(call);
    if (others.length > 0)
      throw new PolaroidError(
        "FAILED_PRECONDITION",
        "the transaction of the prepared statement has ended, and several are open; prepare it again in one of them",
      );
    if (only === undefined)
      throw new PolaroidError(
        "FAILED_PRECONDITION",
        "the transaction of the prepared statement has ended, and no other was begun; begin one, or prepare it again without",
      );
    return utf8(only.id);
  }

  #begin(call: Call): Uint8Array {
    mustBe("read", call);
    this.#current(call);
    const { session } = sessionOf(call, this.#services.sessions);
    const { id } = this.#services.catalog.begin(session.id, countedAs(call));
    const key = this.#key(call);
    this.#open.set(key, (this.#open.get(key) ?? new Set()).add(id));
    return utf8(id);
  }

  #end(id: Uint8Array, how: "commit" | "rollback", call: Call): void {
    const t = this.#find(idOf(id), call);
    const key = this.#key(call);
    this.#open.get(key)?.delete(t.id);
    if (this.#open.get(key)?.size === 0) this.#open.delete(key);
    if (how === "commit") t.commit();
    else t.rollback();
  }

  handlers(): Required<Handlers> {
    return {
      beginTransaction: (call) => this.#begin(call),
      endTransaction: (id, how, call) => this.#end(id, how, call),
      beginSavepoint: (transaction, name, call) => {
        const t = this.#find(idOf(transaction), call);
        return utf8(`${t.id}/${t.savepoint(name)}`);
      },
      endSavepoint: (id, how, call) => {
        const whole = idOf(id);
        const cut = whole.indexOf("/");
        if (cut < 0) throw new PolaroidError("NOT_FOUND", "there is no such savepoint in this session");
        const t = this.#find(whole.slice(0, cut), call);
        if (how === "release") t.release(whole.slice(cut + 1));
        else t.rollbackTo(whole.slice(cut + 1));
      },
    };
  }
}

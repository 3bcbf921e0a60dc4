import { PolaroidError } from "../../core/error.ts";
import { text, utf8 } from "../../core/utf8.ts";
import type { FlightSqlHandlers } from "../../flight/sql/handlers.ts";
import { mustBe } from "../auth/roles.ts";
import { type FlightServices, sessionOf } from "./services.ts";

type Handlers = Pick<FlightSqlHandlers, "beginTransaction" | "endTransaction" | "beginSavepoint" | "endSavepoint">;

const idOf = (bytes: Uint8Array): string => {
  if (bytes.length === 0 || bytes.length > 200)
    throw new PolaroidError("NOT_FOUND", "there is no such transaction in this session");
  return text(bytes, 0, bytes.length);
};

/** Transactions: a savepoint's id begins with that of its transaction. */
export const transactionHandlers = ({ catalog, sessions }: FlightServices): Required<Handlers> => ({
  beginTransaction(call) {
    mustBe("read", call);
    return utf8(catalog.begin(sessionOf(call, sessions).session.id).id);
  },
  endTransaction(id, how, call) {
    const t = catalog.transaction(idOf(id), sessionOf(call, sessions).session.id);
    if (how === "commit") t.commit();
    else t.rollback();
  },
  beginSavepoint(transaction, name, call) {
    const t = catalog.transaction(idOf(transaction), sessionOf(call, sessions).session.id);
    return utf8(`${t.id}/${t.savepoint(name)}`);
  },
  endSavepoint(id, how, call) {
    const whole = idOf(id);
    const cut = whole.indexOf("/");
    if (cut < 0) throw new PolaroidError("NOT_FOUND", "there is no such savepoint in this session");
    const t = catalog.transaction(whole.slice(0, cut), sessionOf(call, sessions).session.id);
    if (how === "release") t.release(whole.slice(cut + 1));
    else t.rollbackTo(whole.slice(cut + 1));
  },
});

import type { FlightSqlHandlers, SessionOption } from "../../flight/sql/handlers.ts";
import { countedAs, ownerOf } from "../who.ts";
import { CATALOG, DB_SCHEMA } from "./listing.ts";
import { COOKIE, type FlightServices, optionsOf, sessionOf } from "./services.ts";

const LONGEST = 7n * 86_400_000n;

/** What is wrong with an option's value; null where nothing is. */
const CHECKS: Readonly<Record<string, (v: SessionOption) => boolean>> = {
  catalog: (v) => v.case === "stringValue" && v.value === CATALOG,
  schema: (v) => v.case === "stringValue" && v.value === DB_SCHEMA,
  query_timeout: (v) => v.case === "int64Value" && v.value > 0n && v.value <= LONGEST,
};

/** Sessions of Flight: one of its own begins with the first option, and is known by a cookie. */
export const sessionHandlers = ({
  sessions,
}: FlightServices): Required<Pick<FlightSqlHandlers, "sessionOptions" | "setSessionOptions" | "closeSession">> => ({
  sessionOptions: (call) => Object.fromEntries(optionsOf(sessionOf(call, sessions).session)),
  setSessionOptions(given, call) {
    const found = sessionOf(call, sessions);
    const session = found.named ? found.session : sessions.create(ownerOf(call), undefined, countedAs(call));
    if (!found.named) call.responseHeaders.set("set-cookie", `${COOKIE}=${session.id}; HttpOnly; SameSite=Strict`);
    const options = optionsOf(session);
    const faults: Record<string, "invalid name" | "invalid value"> = {};
    for (const [name, value] of Object.entries(given)) {
      const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
      if (check === undefined) faults[name] = "invalid name";
      else if (value.case === undefined) options.delete(name);
      else if (check(value)) options.set(name, value);
      else faults[name] = "invalid value";
    }
    return faults;
  },
  closeSession(call) {
    const { session, named } = sessionOf(call, sessions);
    // The one that all connections of a user share outlives each of them.
    if (!named) return "not closeable";
    sessions.close(session);
    call.responseHeaders.set("set-cookie", `${COOKIE}=${session.id}; Max-Age=0`);
    return "closed";
  },
});

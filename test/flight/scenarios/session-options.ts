import { randomUUID } from "node:crypto";
import type { FlightHandlers } from "../../../src/flight/server.ts";
import type { SessionOption } from "../../../src/flight/sql/handlers.ts";
import { flightSqlHandlers } from "../../../src/flight/sql/server.ts";
import type { Call } from "../../../src/grpc/call.ts";

const COOKIE = "arrow_flight_session_id";

/** `session_options`: a session by cookie, which the first call sets. */
export function sessionOptions(): FlightHandlers {
  const sessions = new Map<string, Map<string, SessionOption>>();
  const ofCall = (call: Call): { readonly id: string; readonly options: Map<string, SessionOption> } => {
    const sent = call.headers.all("cookie").join("; ");
    let id = new RegExp(`${COOKIE}=([^;]+)`).exec(sent)?.[1];
    if (id === undefined) {
      id = randomUUID();
      sessions.set(id, new Map());
      call.responseHeaders.set("set-cookie", `${COOKIE}=${id}`);
    }
    const options = sessions.get(id) ?? new Map<string, SessionOption>();
    sessions.set(id, options);
    return { id, options };
  };
  return flightSqlHandlers({
    sessionOptions: (call) => Object.fromEntries(ofCall(call).options),
    setSessionOptions(given, call) {
      const { options } = ofCall(call);
      const faults: Record<string, "invalid name" | "invalid value"> = {};
      for (const [name, value] of Object.entries(given)) {
        if (name === "lol_invalid") faults[name] = "invalid name";
        else if (value.value === "lol_invalid") faults[name] = "invalid value";
        else if (value.case === undefined) options.delete(name);
        else options.set(name, value);
      }
      return faults;
    },
    closeSession(call) {
      const { id } = ofCall(call);
      sessions.delete(id);
      call.responseHeaders.set("set-cookie", `${COOKIE}=${id}; Max-Age=0`);
      return "closed";
    },
  });
}

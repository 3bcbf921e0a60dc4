import type { Call } from "../../grpc/call.ts";
import type { Interceptor } from "../../grpc/serve-call.ts";
import type { Session } from "./session.ts";

const SESSIONS: unique symbol = Symbol("sessions");

/** The session is a call's until that ends, and does not expire meanwhile. */
export function usedBy(call: Call, session: Session): Session {
  const sessions = (call.values.get(SESSIONS) as Set<Session> | undefined) ?? new Set();
  call.values.set(SESSIONS, sessions);
  if (!sessions.has(session)) {
    sessions.add(session);
    session.enter();
  }
  return session;
}

/** Lets go of a call's sessions once it is over. */
export const leaving: Interceptor = async (call, next) => {
  try {
    await next();
  } finally {
    for (const session of (call.values.get(SESSIONS) as Set<Session> | undefined) ?? []) session.leave(Date.now());
  }
};

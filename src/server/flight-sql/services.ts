import { PolaroidError } from "../../core/error.ts";
import { text } from "../../core/utf8.ts";
import type { SessionOption } from "../../flight/sql/handlers.ts";
import type { Call } from "../../grpc/call.ts";
import type { Catalog, Transaction } from "../catalog/catalog.ts";
import type { Queries } from "../queries/queries.ts";
import type { Statements } from "../queries/statements.ts";
import { usedBy } from "../sessions/in-use.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { ownerOf, whoOf } from "../who.ts";

/** What Flight and Flight SQL are served from. */
export interface FlightServices {
  readonly statements: Statements;
  readonly queries: Queries;
  readonly catalog: Catalog;
  readonly sessions: Sessions;
  readonly version: string;
  /** Milliseconds. */
  readonly queryTimeout: number;
  readonly transactionTimeout: number;
  /** Bytes that rows on their way into a table may have. */
  readonly ingestBytes: number;
  readonly limits?: Partial<FlightLimits> | undefined;
}

/** Times in milliseconds. */
export interface FlightLimits {
  /** Until a query that nobody fetches is forgotten. */
  readonly queryTtl: number;
  /** Until a prepared statement that nobody runs is closed. */
  readonly preparedTtl: number;
  readonly queriesPerSession: number;
  readonly preparedPerSession: number;
  /** Of all sessions, each. */
  readonly all: number;
}
export const LIMITS: FlightLimits = Object.freeze({
  queryTtl: 300_000,
  preparedTtl: 3_600_000,
  queriesPerSession: 2_000,
  preparedPerSession: 2_000,
  all: 50_000,
});

export const COOKIE = "arrow_flight_session_id";

const NAMED = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;\\s]+)`);

/** The caller's session: that of its header or its cookie, else the user's own. */
export function sessionOf(call: Call, sessions: Sessions): { readonly session: Session; readonly named: boolean } {
  const { session } = whoOf(call);
  const id = session === "" ? (NAMED.exec(call.headers.all("cookie").join("; "))?.[1] ?? "") : session;
  const found = usedBy(call, sessions.of(ownerOf(call), id));
  return { session: found, named: !found.isDefault };
}

const options = new WeakMap<Session, Map<string, SessionOption>>();
/** The options of a session, by their names. */
export function optionsOf(session: Session): Map<string, SessionOption> {
  const known = options.get(session) ?? new Map<string, SessionOption>();
  options.set(session, known);
  return known;
}

/** The transaction that a call is part of, if it is: the one that it names, or that which BEGIN opened in its session. */
export function transactionOf(
  id: Uint8Array | null,
  session: Session,
  { catalog, statements }: Pick<FlightServices, "catalog" | "statements">,
): Transaction | undefined {
  if (id === null) return statements.transactionOf(session.id);
  if (id.length > 64) throw new PolaroidError("NOT_FOUND", "there is no such transaction");
  return catalog.transaction(text(id, 0, id.length), session.id);
}

/** Milliseconds that the session lets queries take; undefined: as long as the server lets them. */
export function timeoutOf(session: Session): number | undefined {
  const option = optionsOf(session).get("query_timeout");
  return option?.case === "int64Value" ? Number(option.value) : undefined;
}

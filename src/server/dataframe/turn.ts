import { expanded } from "../../engines/remote/expanded.ts";
import type { Call } from "../../grpc/call.ts";
import type { Plan } from "../../plan/node.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Allowed } from "../paths.ts";
import type { Queries, QueryRequest } from "../queries/queries.ts";
import type { Statements } from "../queries/statements.ts";
import { usedBy } from "../sessions/in-use.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { ownerOf, whoOf } from "../who.ts";
import { bounded } from "./extent.ts";
import { type Resolver, resolverOf } from "./resolver.ts";
import type { UploadLimits } from "./uploads.ts";

/** What the service stands on. */
export interface Served {
  readonly sessions: Sessions;
  readonly queries: Queries;
  readonly statements: Statements;
  readonly catalog: Catalog;
  readonly allowed: Allowed;
  /** The server's release. */
  readonly version: string;
  /** What tables are held to that come in chunks. */
  readonly uploads?: Partial<UploadLimits> | undefined;
  /** Whether it takes no new calls any more. */
  readonly draining?: (() => boolean) | undefined;
}

/** One call: who asks, and what the names that it says mean. */
export interface Turn {
  readonly served: Served;
  readonly call: Call;
  readonly session: Session;
  readonly resolver: Resolver;
  /** The handle's plan. */
  handle(id: string): Plan;
  /** A request to run a plan for this call. */
  request(plan: Plan, id?: string): Promise<QueryRequest>;
  /** The plan as it is kept and run: nothing in it waits for a schema. */
  settled(plan: Plan): Promise<Plan>;
}

/** The session that a call names, or its user's own. */
export const sessionOf = (served: Served, call: Call): Session => {
  const who = whoOf(call);
  const id = who.session || (call.headers.get("x-polaroid-session") ?? "");
  return usedBy(call, served.sessions.of(ownerOf(call), id));
};

export function turnOf(served: Served, call: Call): Turn {
  const session = sessionOf(served, call);
  const { queries, statements, allowed } = served;
  const resolver = resolverOf(session, statements.snapshot(session.id), allowed, queries, call.signal);
  const settled = async (plan: Plan): Promise<Plan> => bounded(await expanded(plan, resolver.schema));
  return {
    served,
    call,
    session,
    resolver,
    handle: (id) => session.plan(id),
    settled,
    request: async (plan, id = "") => ({
      plan: await settled(plan),
      signal: call.signal,
      owner: session.id,
      id: id === "" ? undefined : id,
      timeout: call.deadline === null ? undefined : Math.max(1, call.deadline - Date.now()),
    }),
  };
}

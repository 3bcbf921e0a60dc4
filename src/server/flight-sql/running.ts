import { batch } from "../../arrow/batch.ts";
import { columnFrom } from "../../arrow/build.ts";
import { MessageEncoder } from "../../arrow/ipc/encoder.ts";
import { field, type Schema, sameSchema, schema, schemaText } from "../../arrow/schema.ts";
import { Int64 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { text } from "../../core/utf8.ts";
import type { FlightMessage } from "../../flight/data.ts";
import type { Rows } from "../../flight/sql/handlers.ts";
import type { Call } from "../../grpc/call.ts";
import { concat, type Plan } from "../../plan/node.ts";
import { mustBe } from "../auth/roles.ts";
import type { Snapshot } from "../catalog/catalog.ts";
import type { Answer } from "../queries/queries.ts";
import { OF_TRANSACTIONS, type Prepared, type Running, type Values } from "../queries/statements.ts";
import type { Session } from "../sessions/session.ts";
import { countedAs } from "../who.ts";
import { Held } from "./held.ts";
import { firstValues } from "./parameters.ts";
import { type FlightServices, LIMITS, sessionOf, timeoutOf, transactionOf } from "./services.ts";

/** A query whose rows somebody may ask for. */
export interface Ready {
  readonly schema: Schema;
  rows(handle: Uint8Array, call: Call): Promise<Rows>;
  /** Its rows were asked for, and it is to stop. */
  readonly stop?: (() => void) | undefined;
}

/** Rows of values that one query may be run with: each is a query of its own. */
const MOST_RUNS = 1_000;
const COUNT: Schema = schema([field("rows", Int64, false)]);

const counted = (rows: number): Rows => ({
  schema: COUNT,
  batches: [batch(COUNT, [columnFrom([BigInt(rows)], Int64)], 1)],
});

/** A statement, and the tables over which it was read. */
export interface Stated {
  readonly prepared: Prepared;
  readonly over: Snapshot;
}

const sameFields = (a: Schema, b: Schema): boolean =>
  sameSchema(a, b) && a.fields.every((f, i) => f.nullable === b.fields[i]?.nullable);

/** Rows under the schema that was promised: clients compare the two, and what takes nulls may also have none. */
async function* promised(
  wanted: Schema,
  { schema: found, messages }: Answer,
  whole: () => void,
): AsyncGenerator<FlightMessage> {
  if (!sameSchema(wanted, found))
    throw new PolaroidError(
      "INTERNAL",
      `the query gives (${schemaText(found)}) where (${schemaText(wanted)}) was told`,
    );
  let first = !sameFields(wanted, found);
  for await (const message of messages) {
    yield first ? { ...message, header: new MessageEncoder(wanted).start().metadata } : message;
    first = false;
  }
  whole();
}

/** Statements on their way: what they run with, and the queries that wait to be fetched. */
export class Runs {
  readonly services: FlightServices;
  readonly queries: Held<Ready>;

  constructor(services: FlightServices) {
    const limits = { ...LIMITS, ...services.limits };
    this.services = services;
    this.queries = new Held<Ready>(
      "query",
      { ttl: limits.queryTtl, perOwner: limits.queriesPerSession, all: limits.all },
      (ready) => ready.stop?.(),
    );
  }

  session(call: Call): Session {
    return sessionOf(call, this.services.sessions).session;
  }

  /** A statement over the tables that the call sees. */
  async prepare(query: string, transaction: Uint8Array | null, call: Call): Promise<Stated> {
    const { statements, catalog } = this.services;
    const tx = transactionOf(transaction, this.session(call), this.services);
    const over = tx?.snapshot() ?? catalog.snapshot();
    return { prepared: await statements.prepare(query, over, call.signal), over };
  }

  /** The plan of a query over the tables of now, and its schema; of several rows of values, one query after the other. */
  async planned(
    { prepared, over }: Stated,
    values: readonly Values[],
    transaction: Uint8Array | null,
    call: Call,
  ): Promise<{ readonly plan: Plan; readonly schema: Schema }> {
    const { catalog, queries } = this.services;
    const tx = transactionOf(transaction, this.session(call), this.services);
    const snapshot = tx?.snapshot() ?? catalog.snapshot();
    if (values.length > MOST_RUNS)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `a query runs with ${MOST_RUNS} rows of values at most, not ${values.length}`,
      );
    const runs = values.length > 1 ? values : [firstValues(values, prepared.parameters)];
    // With other tables or with values, columns may be others than those that were prepared, or take nulls where those did not.
    const asPrepared = prepared.parameters.fields.length === 0 && snapshot === over;
    const plans = runs.map((v) => prepared.query(v, snapshot));
    const plan = plans.length === 1 ? (plans[0] as Plan) : concat(plans, "vertical");
    return { plan, schema: (asPrepared ? prepared.schema : null) ?? (await queries.schema(plan, call.signal)) };
  }

  /** A query whose tables are those of now; one that is no query runs when its rows are asked for, which are how many changed. */
  async ready(stated: Stated, values: readonly Values[], transaction: Uint8Array | null, call: Call): Promise<Ready> {
    mustBe("read", call);
    const { prepared } = stated;
    if (prepared.kind !== "query") {
      mustBe("write", call);
      let ran = false;
      return {
        schema: prepared.schema ?? COUNT,
        rows: async (_, asked) => {
          if (ran) throw new PolaroidError("FAILED_PRECONDITION", "the statement ran; it is not run twice");
          ran = true;
          if (prepared.schema === null) return counted(await this.update(prepared, values, transaction, asked));
          const running = this.#running(prepared, transaction, asked);
          const given = values.length === 0 ? [firstValues(values, prepared.parameters)] : values;
          return { schema: prepared.schema, batches: (await prepared.returning(given, running)).batches };
        },
      };
    }
    const { plan, schema: found } = await this.planned(stated, values, transaction, call);
    return {
      schema: found,
      rows: async (handle, asked) =>
        promised(found, await this.run(plan, handle, asked), () => this.queries.spend(handle, this.session(asked).id)),
    };
  }

  run(plan: Plan, handle: Uint8Array, call: Call): ReturnType<FlightServices["queries"]["run"]> {
    const session = this.session(call);
    const id = text(handle, 0, handle.length);
    const timeout = timeoutOf(session);
    return this.services.queries.run({ plan, signal: call.signal, owner: session.id, id, timeout });
  }

  /** Runs a statement that changes something, once for each row of values, all or none; the rows that changed. */
  async update(
    prepared: Prepared,
    values: readonly Values[],
    transaction: Uint8Array | null,
    call: Call,
  ): Promise<number> {
    if (prepared.kind === "query")
      throw new PolaroidError("INVALID_ARGUMENT", "the statement is a query; ask for its rows");
    const running = this.#running(prepared, transaction, call);
    if (values.length < 2) return await prepared.update(firstValues(values, prepared.parameters), running);
    return await prepared.updateMany(values, running);
  }

  /** What a statement that changes something runs with. */
  #running({ kind }: Prepared, transaction: Uint8Array | null, call: Call): Running {
    mustBe("write", call);
    const { session, named } = sessionOf(call, this.services.sessions);
    if (!named && transaction === null && OF_TRANSACTIONS.has(kind))
      throw new PolaroidError(
        "FAILED_PRECONDITION",
        `${kind.toUpperCase()} as a text needs a session of one's own: call the actions BeginTransaction and EndTransaction`,
      );
    return {
      signal: call.signal,
      owner: session.id,
      user: countedAs(call),
      timeout: timeoutOf(session),
      transaction: transaction === null ? undefined : transactionOf(transaction, session, this.services),
    };
  }
}

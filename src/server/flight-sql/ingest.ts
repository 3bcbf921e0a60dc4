import { type Batch, batchBytes } from "../../arrow/batch.ts";
import { concatBatches } from "../../arrow/concat.ts";
import { MAX_ROWS } from "../../arrow/ipc/wire.ts";
import { PolaroidError } from "../../core/error.ts";
import { grouped } from "../../engine/kept.ts";
import { sharedFrame } from "../../engines/wasm/parallel/share.ts";
import type { FlightReader } from "../../flight/reader.ts";
import type { FlightSqlHandlers, IngestTarget } from "../../flight/sql/handlers.ts";
import { type Frame, frameOf } from "../../plan/node.ts";
import { mustBe } from "../auth/roles.ts";
import type { Catalog, How, Transaction } from "../catalog/catalog.ts";
import { CATALOG, DB_SCHEMA } from "./listing.ts";
import { type FlightServices, sessionOf, transactionOf } from "./services.ts";

/** Rows of a batch of a table: smaller ones that come are put together, as each costs every query something. */
const TOGETHER = 65_536;
const TOGETHER_BYTES = 8e6;

/** Bytes of rows on their way into the tables of a catalog, of all callers. */
const arriving = new WeakMap<Catalog, { bytes: number }>();

/** All rows that come, in memory that threads share; `LIMIT_EXCEEDED` where they, or those of all who send, are more bytes than tables may have. */
export async function receivedRows(
  rows: FlightReader,
  { catalog, ingestBytes: limit }: Pick<FlightServices, "catalog" | "ingestBytes">,
): Promise<Frame> {
  const all = arriving.get(catalog) ?? { bytes: 0 };
  arriving.set(catalog, all);
  const schema = await rows.required();
  const batches: Batch[] = [];
  let waiting: Batch[] = [];
  let [waitingRows, waitingBytes, bytes, count] = [0, 0, 0, 0];
  const settle = (): void => {
    if (waiting.length > 0) batches.push(...sharedFrame(frameOf(schema, [concatBatches(schema, waiting)])).batches);
    waiting = [];
    waitingRows = waitingBytes = 0;
  };
  try {
    for await (const b of rows.batches()) {
      if (b.length === 0) continue;
      const size = batchBytes(b);
      bytes += size;
      all.bytes += size;
      count += b.length;
      if (bytes > limit || count > MAX_ROWS)
        throw new PolaroidError(
          "LIMIT_EXCEEDED",
          `the rows are more than the ${grouped(limit)} bytes, or the ${grouped(MAX_ROWS)} rows, that a table may have`,
        );
      if (all.bytes > limit)
        throw new PolaroidError(
          "LIMIT_EXCEEDED",
          `all rows that are on their way into tables come to more than ${grouped(limit)} bytes; try again later`,
        );
      if (waitingRows + b.length > TOGETHER || waitingBytes + size > TOGETHER_BYTES) settle();
      waiting.push(b);
      waitingRows += b.length;
      waitingBytes += size;
    }
    settle();
    return frameOf(schema, batches);
  } finally {
    all.bytes -= bytes;
  }
}

function checkPlace({ catalog, dbSchema, temporary, options }: IngestTarget): void {
  if ((catalog ?? "") !== "" && catalog !== CATALOG)
    throw new PolaroidError("NOT_FOUND", `there is no catalog "${catalog}"; the one there is is "${CATALOG}"`);
  if ((dbSchema ?? "") !== "" && dbSchema !== DB_SCHEMA)
    throw new PolaroidError("NOT_FOUND", `there is no schema "${dbSchema}"; the one there is is "${DB_SCHEMA}"`);
  if (temporary) throw new PolaroidError("NOT_SUPPORTED", "there are no temporary tables; name one and drop it");
  const [unknown] = Object.keys(options);
  if (unknown !== undefined)
    throw new PolaroidError("INVALID_ARGUMENT", `there is no option "${unknown.slice(0, 80)}" of ingestion`);
}

/** What happens to the table: it may have come or gone since the rows began to come. */
function how({ table, ifExists, ifMissing }: IngestTarget, t: Pick<Transaction, "snapshot">): How {
  if (!t.snapshot().tables.has(table.toLowerCase())) {
    if (ifMissing === "create") return "create";
    throw new PolaroidError("NOT_FOUND", `there is no table "${table.slice(0, 80)}" to put rows into`);
  }
  if (ifExists === "fail")
    throw new PolaroidError("ALREADY_EXISTS", `there is a table "${table.slice(0, 80)}"; append to it or replace it`);
  return ifExists;
}

/** Rows that come in bulk go into a table once all of them are there. */
export const ingestHandler = (services: FlightServices): Required<Pick<FlightSqlHandlers, "ingest">> => ({
  async ingest(target, rows, call) {
    mustBe("write", call);
    checkPlace(target);
    const { catalog, sessions } = services;
    const { session } = sessionOf(call, sessions);
    const early = transactionOf(target.transaction, session, services);
    how(target, early ?? catalog);
    const frame = await receivedRows(rows, services);
    const put = (t: Transaction): void => t.put(target.table, frame, how(target, t));
    const given = transactionOf(target.transaction, session, services);
    if (given === undefined) catalog.change(session.id, put);
    else put(given);
    return frame.rows;
  },
});

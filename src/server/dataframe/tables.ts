import { create } from "@bufbuild/protobuf";
import { PolaroidError } from "../../core/error.ts";
import type { Frame } from "../../plan/node.ts";
import {
  AppendRecordsResponseSchema,
  ListTablesResponseSchema,
  PutTableResponseSchema,
  TableInfoSchema,
} from "../../proto/polaroid/v1/dataframe_service_pb.ts";
import type { How, Snapshot, Table, Transaction } from "../catalog/catalog.ts";
import { recordRows } from "../queries/records.ts";
import { defaulted, marksOf } from "../queries/sql/defaulted.ts";
import { wordOf } from "./names.ts";
import type { RequestOf, ResponseOf } from "./routes.ts";
import type { Turn } from "./turn.ts";
import type { Uploads } from "./uploads.ts";

const nameOf = (name: string): string => {
  if (name === "") throw new PolaroidError("INVALID_ARGUMENT", "the table's name is empty");
  return name;
};
/** The tables that the session sees. */
const tablesOf = ({ served, session }: Turn): Snapshot["tables"] => served.statements.snapshot(session.id).tables;
const tableOf = (name: string, turn: Turn): Table | undefined => tablesOf(turn).get(name.toLowerCase());

type Open = Transaction | undefined;
const openOf = ({ served, session }: Turn): Open => served.statements.transactionOf(session.id);

/** Puts rows into a table, in the session's transaction where it has one; a table that is not there is made where rows are to be added. */
function put(name: string, frame: Frame, how: How, before: Open, turn: Turn): void {
  const { served, session } = turn;
  const into = (t: Transaction): void => {
    const there = t.snapshot().tables.has(name.toLowerCase());
    t.put(name, frame, how === "append" && !there ? "create" : how);
  };
  const open = openOf(turn);
  if (open !== before)
    throw new PolaroidError(
      "CONFLICT",
      "the session's transaction began or ended while the rows were read; nothing of them stays, send them again",
    );
  if (open === undefined) served.catalog.change(session.id, into);
  else into(open);
}

const IF_EXISTS: Readonly<Record<string, How>> = { fail: "create", replace: "replace", append: "append" };

export async function putTable(
  r: RequestOf<"putTable">,
  turn: Turn,
  uploads: Uploads,
): Promise<ResponseOf<"putTable">> {
  const how = IF_EXISTS[wordOf(r.ifExists, ["fail", "replace", "append"], "if_exists")] as How;
  const name = nameOf(r.table);
  if (how === "create" && tableOf(name, turn) !== undefined)
    throw new PolaroidError("ALREADY_EXISTS", `there is a table "${name}"; if_exists may be replace or append`);
  const before = openOf(turn);
  const frame =
    r.uploadId === ""
      ? await turn.resolver.received(r.arrowIpc, true)
      : uploads.take(turn.session, r.uploadId, r.chunk, r.last, r.arrowIpc);
  if (frame === null) return create(PutTableResponseSchema, { complete: false });
  put(name, frame, how, before, turn);
  return create(PutTableResponseSchema, { rows: BigInt(frame.rows), complete: true });
}

/** Characters of records that are read at once, without a thread. */
const FEW = 32 << 10;
async function fromRecords(text: string, table: Table | undefined, turn: Turn): Promise<Frame> {
  const { call, session, served } = turn;
  const request = { signal: call.signal, owner: session.id };
  const like = table === undefined ? null : { schema: table.frame.schema, marks: marksOf(table) };
  const rows = await (text.length <= FEW ? recordRows(text, like) : served.queries.records(text, like, request));
  return table === undefined ? rows : defaulted(rows, table, served.queries, request);
}

export async function appendRecords(r: RequestOf<"appendRecords">, turn: Turn): Promise<ResponseOf<"appendRecords">> {
  const name = nameOf(r.table);
  if ((r.recordsJson === "") === (r.arrowIpc.length === 0))
    throw new PolaroidError("INVALID_ARGUMENT", "records come as Arrow or as JSON: one of both");
  const before = openOf(turn);
  const frame = await (r.recordsJson === ""
    ? turn.resolver.received(r.arrowIpc, true)
    : fromRecords(r.recordsJson, tableOf(name, turn), turn));
  put(name, frame, "append", before, turn);
  return create(AppendRecordsResponseSchema, {
    rows: BigInt(frame.rows),
    version: BigInt(tableOf(name, turn)?.version ?? 0),
  });
}

export const listTables = (_: RequestOf<"listTables">, turn: Turn): ResponseOf<"listTables"> =>
  create(ListTablesResponseSchema, {
    tables: [...tablesOf(turn).values()].map((t) =>
      create(TableInfoSchema, {
        name: t.name,
        rows: BigInt(t.frame.rows),
        bytes: BigInt(t.bytes),
        version: BigInt(t.version),
      }),
    ),
  });

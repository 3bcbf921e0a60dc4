import { create } from "@bufbuild/protobuf";
import { scanNdjson } from "../../api/read.ts";
import { PolaroidError } from "../../core/error.ts";
import { utf8 } from "../../core/utf8.ts";
import { sharedFrame } from "../../engines/wasm/parallel/share.ts";
import { type Frame, frameOf } from "../../plan/node.ts";
import {
  AppendRecordsResponseSchema,
  ListTablesResponseSchema,
  PutTableResponseSchema,
  TableInfoSchema,
} from "../../proto/polaroid/v1/dataframe_service_pb.ts";
import type { How, Table } from "../catalog/catalog.ts";
import { recordsOf } from "./json.ts";
import { wordOf } from "./names.ts";
import { receivedFrame } from "./resolver.ts";
import type { RequestOf, ResponseOf } from "./routes.ts";
import type { Turn } from "./turn.ts";
import type { Uploads } from "./uploads.ts";

const nameOf = (name: string): string => {
  if (name === "") throw new PolaroidError("INVALID_ARGUMENT", "the table's name is empty");
  return name;
};
const tableOf = (name: string, { served }: Turn): Table | undefined =>
  served.catalog.snapshot().tables.get(name.toLowerCase());

/** Puts rows into a table; one that is not there is made where they are to be added. */
function put(name: string, frame: Frame, how: How, turn: Turn): void {
  turn.served.catalog.change(turn.session.id, (t) => {
    const there = t.snapshot().tables.has(name.toLowerCase());
    t.put(name, frame, how === "append" && !there ? "create" : how);
  });
}

const IF_EXISTS: Readonly<Record<string, How>> = { fail: "create", replace: "replace", append: "append" };

export function putTable(r: RequestOf<"putTable">, turn: Turn, uploads: Uploads): ResponseOf<"putTable"> {
  const how = IF_EXISTS[wordOf(r.ifExists, ["fail", "replace", "append"], "if_exists")] as How;
  const name = nameOf(r.table);
  if (how === "create" && tableOf(name, turn) !== undefined)
    throw new PolaroidError("ALREADY_EXISTS", `there is a table "${name}"; if_exists may be replace or append`);
  const frame =
    r.uploadId === "" ? receivedFrame(r.arrowIpc) : uploads.take(turn.session, r.uploadId, r.chunk, r.last, r.arrowIpc);
  if (frame === null) return create(PutTableResponseSchema, { complete: false });
  put(name, frame, how, turn);
  return create(PutTableResponseSchema, { rows: BigInt(frame.rows), complete: true });
}

/** JSON objects as rows, of the columns of the table where there is one. */
async function fromRecords(text: string, table: Table | undefined): Promise<Frame> {
  const records = recordsOf(text, "the records");
  const bytes = utf8(records.map((r) => JSON.stringify(r)).join("\n"));
  const types = table?.frame.schema.fields.map((f) => [f.name, f.type] as const);
  if (types !== undefined) {
    const known = new Set(types.map(([n]) => n));
    for (const r of records)
      for (const n of Object.keys(r))
        if (!known.has(n))
          throw new PolaroidError(
            "COLUMN_NOT_FOUND",
            `the table has no column "${n.slice(0, 60)}", only ${[...known].slice(0, 20).join(", ")}`,
          );
  }
  const scanned = scanNdjson(bytes, types === undefined ? {} : ({ schema: Object.fromEntries(types) } as never));
  const { schema, batches } = await scanned.collect({ engine: "wasm" });
  return frameOf(schema, batches);
}

export async function appendRecords(r: RequestOf<"appendRecords">, turn: Turn): Promise<ResponseOf<"appendRecords">> {
  const name = nameOf(r.table);
  if ((r.recordsJson === "") === (r.arrowIpc.length === 0))
    throw new PolaroidError("INVALID_ARGUMENT", "records come as Arrow or as JSON: one of both");
  const frame =
    r.recordsJson === ""
      ? receivedFrame(r.arrowIpc)
      : sharedFrame(await fromRecords(r.recordsJson, tableOf(name, turn)));
  put(name, frame, "append", turn);
  return create(AppendRecordsResponseSchema, {
    rows: BigInt(frame.rows),
    version: BigInt(tableOf(name, turn)?.version ?? 0),
  });
}

export const listTables = (_: RequestOf<"listTables">, { served }: Turn): ResponseOf<"listTables"> =>
  create(ListTablesResponseSchema, {
    tables: [...served.catalog.snapshot().tables.values()].map((t) =>
      create(TableInfoSchema, {
        name: t.name,
        rows: BigInt(t.frame.rows),
        bytes: BigInt(t.bytes),
        version: BigInt(t.version),
      }),
    ),
  });

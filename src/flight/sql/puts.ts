import { create, type Message, toBinary } from "@bufbuild/protobuf";
import { PolaroidError } from "../../core/error.ts";
import type { Call } from "../../grpc/call.ts";
import {
  type CommandPreparedStatementQuery,
  type CommandPreparedStatementUpdate,
  type CommandStatementIngest,
  type CommandStatementSubstraitPlan,
  type CommandStatementUpdate,
  DoPutPreparedStatementResultSchema,
  DoPutUpdateResultSchema,
  CommandStatementIngest_TableDefinitionOptions_TableExistsOption as Exists,
  CommandStatementIngest_TableDefinitionOptions_TableNotExistOption as Missing,
} from "../../proto/arrow/flight/protocol/sql/flight_sql_pb.ts";
import type { FlightReader } from "../reader.ts";
import type { IngestTarget } from "./handlers.ts";
import type { Need } from "./metadata.ts";
import { planOf, textOf } from "./queries.ts";

type PutCommand =
  | CommandStatementUpdate
  | CommandStatementSubstraitPlan
  | CommandPreparedStatementQuery
  | CommandPreparedStatementUpdate
  | CommandStatementIngest;

function targetOf(command: CommandStatementIngest): IngestTarget {
  const { ifNotExist = Missing.UNSPECIFIED, ifExists = Exists.UNSPECIFIED } = command.tableDefinitionOptions ?? {};
  if (command.table === "") throw new PolaroidError("INVALID_ARGUMENT", "the rows name no table to go to");
  return {
    table: command.table,
    dbSchema: command.schema ?? null,
    catalog: command.catalog ?? null,
    temporary: command.temporary,
    transaction:
      command.transactionId === undefined || command.transactionId.length === 0 ? null : command.transactionId,
    ifMissing: ifNotExist === Missing.FAIL ? "fail" : "create",
    ifExists: ifExists === Exists.APPEND ? "append" : ifExists === Exists.REPLACE ? "replace" : "fail",
    options: command.options,
  };
}

const counted = (rows: number): Uint8Array =>
  toBinary(DoPutUpdateResultSchema, create(DoPutUpdateResultSchema, { recordCount: BigInt(rows) }));

/** What a command with rows, or one that changes some, answers. */
export async function putResult(given: Message, reader: FlightReader, need: Need, call: Call): Promise<Uint8Array> {
  const command = given as PutCommand;
  switch (command.$typeName) {
    case "arrow.flight.protocol.sql.CommandStatementUpdate":
      return counted(await need("update")(textOf(command), call));
    case "arrow.flight.protocol.sql.CommandStatementSubstraitPlan":
      return counted(await need("updateSubstrait")(planOf(command), call));
    case "arrow.flight.protocol.sql.CommandPreparedStatementQuery": {
      const handle = await need("bind")(command.preparedStatementHandle, reader, call);
      const answer = handle === undefined ? {} : { preparedStatementHandle: handle };
      return toBinary(DoPutPreparedStatementResultSchema, create(DoPutPreparedStatementResultSchema, answer));
    }
    case "arrow.flight.protocol.sql.CommandPreparedStatementUpdate":
      return counted(await need("updatePrepared")(command.preparedStatementHandle, reader, call));
    case "arrow.flight.protocol.sql.CommandStatementIngest":
      return counted(await need("ingest")(targetOf(command), reader, call));
    default:
      throw new PolaroidError("INVALID_ARGUMENT", `${(command as Message).$typeName} does not go into DoPut`);
  }
}

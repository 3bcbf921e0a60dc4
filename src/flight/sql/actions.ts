import { create, type DescMessage, type MessageInitShape, type MessageShape, toBinary } from "@bufbuild/protobuf";
import { PolaroidError } from "../../core/error.ts";
import type { Call } from "../../grpc/call.ts";
import { messageCodec } from "../../grpc/method.ts";
import {
  CancelFlightInfoRequestSchema,
  CancelFlightInfoResultSchema,
  CancelStatus,
  CloseSessionResult_Status as Closed,
  CloseSessionRequestSchema,
  CloseSessionResultSchema,
  FlightEndpointSchema,
  type FlightInfo,
  FlightInfoSchema,
  GetSessionOptionsRequestSchema,
  GetSessionOptionsResultSchema,
  RenewFlightEndpointRequestSchema,
  SessionOptionValueSchema,
  SetSessionOptionsRequestSchema,
  SetSessionOptionsResultSchema,
  SetSessionOptionsResult_ErrorValue as Wrong,
} from "../../proto/arrow/flight/protocol/flight_pb.ts";
import {
  ActionBeginSavepointRequestSchema,
  ActionBeginSavepointResultSchema,
  ActionBeginTransactionRequestSchema,
  ActionBeginTransactionResultSchema,
  ActionCancelQueryRequestSchema,
  ActionCancelQueryResultSchema,
  ActionClosePreparedStatementRequestSchema,
  ActionCreatePreparedStatementRequestSchema,
  ActionCreatePreparedStatementResultSchema,
  ActionCreatePreparedSubstraitPlanRequestSchema,
  ActionEndSavepointRequestSchema,
  ActionEndTransactionRequestSchema,
  ActionCancelQueryResult_CancelResult as CancelResult,
  ActionEndSavepointRequest_EndSavepoint as EndSavepoint,
  ActionEndTransactionRequest_EndTransaction as EndTransaction,
  type TicketStatementQuery,
} from "../../proto/arrow/flight/protocol/sql/flight_sql_pb.ts";
import { encodedSchema } from "../schema.ts";
import { commandIn, packed, unpacked } from "./any.ts";
import type { Cancelled, FlightSqlHandlers, PreparedInfo } from "./handlers.ts";
import type { Need } from "./metadata.ts";
import { planOf } from "./queries.ts";

/** An action: the handler that it needs, what it is, and how it answers; null: without a body. */
interface SqlAction {
  readonly needs: keyof FlightSqlHandlers;
  readonly about: string;
  answer(body: Uint8Array, need: Need, call: Call): Promise<Uint8Array | null>;
}

const sent = <D extends DescMessage>(desc: D, init: MessageInitShape<D>): Uint8Array =>
  packed(desc, create(desc, init) as MessageShape<D>);
const plain = <D extends DescMessage>(desc: D, init: MessageInitShape<D>): Uint8Array =>
  toBinary(desc, create(desc, init) as MessageShape<D>);

const preparedResult = ({ handle, schema, parameters, isUpdate }: PreparedInfo): Uint8Array =>
  sent(ActionCreatePreparedStatementResultSchema, {
    preparedStatementHandle: handle,
    ...(schema !== null && { datasetSchema: encodedSchema(schema) }),
    ...(parameters !== null && { parameterSchema: encodedSchema(parameters) }),
    ...(isUpdate !== undefined && { isUpdate }),
  });

/** The handles of the queries whose rows an info leads to. */
function handlesOf(info: FlightInfo): Uint8Array[] {
  return info.endpoint.flatMap((e) => {
    const command = commandIn(e.ticket?.ticket ?? new Uint8Array(0));
    return command?.$typeName === "arrow.flight.protocol.sql.TicketStatementQuery"
      ? [(command as TicketStatementQuery).statementHandle]
      : [];
  });
}

const STATUS: Readonly<Record<Cancelled, CancelStatus>> = {
  cancelled: CancelStatus.CANCELLED,
  cancelling: CancelStatus.CANCELLING,
  "not cancellable": CancelStatus.NOT_CANCELLABLE,
};
const RESULT: Readonly<Record<Cancelled, CancelResult>> = {
  cancelled: CancelResult.CANCELLED,
  cancelling: CancelResult.CANCELLING,
  "not cancellable": CancelResult.NOT_CANCELLABLE,
};
const WRONG = {
  "invalid name": Wrong.INVALID_NAME,
  "invalid value": Wrong.INVALID_VALUE,
  error: Wrong.ERROR,
} as const;
const CLOSED = { closed: Closed.CLOSED, closing: Closed.CLOSING, "not closeable": Closed.NOT_CLOSEABLE } as const;

const unspecified = (what: string): PolaroidError =>
  new PolaroidError("INVALID_ARGUMENT", `${what} does not say how: to keep what was done, or to undo it`);

/** The actions by their names. */
export const ACTIONS: Readonly<Record<string, SqlAction>> = {
  CreatePreparedStatement: {
    needs: "prepare",
    about:
      "Prepares a statement of SQL. Request: ActionCreatePreparedStatementRequest, answer: ActionCreatePreparedStatementResult",
    answer: async (body, need, call) => {
      const { query, transactionId } = unpacked(ActionCreatePreparedStatementRequestSchema, body);
      const transaction = transactionId === undefined || transactionId.length === 0 ? null : transactionId;
      return preparedResult(await need("prepare")({ query, transaction }, call));
    },
  },
  CreatePreparedSubstraitPlan: {
    needs: "prepareSubstrait",
    about:
      "Prepares a Substrait plan. Request: ActionCreatePreparedSubstraitPlanRequest, answer: ActionCreatePreparedStatementResult",
    answer: async (body, need, call) =>
      preparedResult(
        await need("prepareSubstrait")(planOf(unpacked(ActionCreatePreparedSubstraitPlanRequestSchema, body)), call),
      ),
  },
  ClosePreparedStatement: {
    needs: "closePrepared",
    about: "Closes a prepared statement. Request: ActionClosePreparedStatementRequest, no answer",
    answer: async (body, need, call) => {
      const { preparedStatementHandle } = unpacked(ActionClosePreparedStatementRequestSchema, body);
      await need("closePrepared")(preparedStatementHandle, call);
      return null;
    },
  },
  BeginTransaction: {
    needs: "beginTransaction",
    about: "Begins a transaction. Request: ActionBeginTransactionRequest, answer: ActionBeginTransactionResult",
    answer: async (body, need, call) => {
      unpacked(ActionBeginTransactionRequestSchema, body);
      return sent(ActionBeginTransactionResultSchema, { transactionId: await need("beginTransaction")(call) });
    },
  },
  EndTransaction: {
    needs: "endTransaction",
    about: "Commits a transaction or rolls it back. Request: ActionEndTransactionRequest, no answer",
    answer: async (body, need, call) => {
      const { transactionId, action } = unpacked(ActionEndTransactionRequestSchema, body);
      const known = { [EndTransaction.COMMIT]: "commit", [EndTransaction.ROLLBACK]: "rollback" } as const;
      const how = (known as Record<number, "commit" | "rollback">)[action];
      if (how === undefined) throw unspecified("EndTransaction");
      await need("endTransaction")(transactionId, how, call);
      return null;
    },
  },
  BeginSavepoint: {
    needs: "beginSavepoint",
    about: "Sets a savepoint. Request: ActionBeginSavepointRequest, answer: ActionBeginSavepointResult",
    answer: async (body, need, call) => {
      const { transactionId, name } = unpacked(ActionBeginSavepointRequestSchema, body);
      const savepointId = await need("beginSavepoint")(transactionId, name, call);
      return sent(ActionBeginSavepointResultSchema, { savepointId });
    },
  },
  EndSavepoint: {
    needs: "endSavepoint",
    about: "Releases a savepoint or rolls back to it. Request: ActionEndSavepointRequest, no answer",
    answer: async (body, need, call) => {
      const { savepointId, action } = unpacked(ActionEndSavepointRequestSchema, body);
      const known = { [EndSavepoint.RELEASE]: "release", [EndSavepoint.ROLLBACK]: "rollback" } as const;
      const how = (known as Record<number, "release" | "rollback">)[action];
      if (how === undefined) throw unspecified("EndSavepoint");
      await need("endSavepoint")(savepointId, how, call);
      return null;
    },
  },
  CancelQuery: {
    needs: "cancel",
    about: "Stops a query. Request: ActionCancelQueryRequest, answer: ActionCancelQueryResult",
    answer: async (body, need, call) => {
      const info = messageCodec(FlightInfoSchema).decode(unpacked(ActionCancelQueryRequestSchema, body).info);
      const result = RESULT[await need("cancel")(handlesOf(info), info, call)];
      return sent(ActionCancelQueryResultSchema, { result });
    },
  },
  CancelFlightInfo: {
    needs: "cancel",
    about: "Stops what an info stands for. Request: CancelFlightInfoRequest, answer: CancelFlightInfoResult",
    answer: async (body, need, call) => {
      const { info } = messageCodec(CancelFlightInfoRequestSchema).decode(body);
      if (info === undefined) throw new PolaroidError("INVALID_ARGUMENT", "CancelFlightInfo came without an info");
      return plain(CancelFlightInfoResultSchema, { status: STATUS[await need("cancel")(handlesOf(info), info, call)] });
    },
  },
  RenewFlightEndpoint: {
    needs: "renewEndpoint",
    about: "Lets an endpoint live longer. Request: RenewFlightEndpointRequest, answer: FlightEndpoint",
    answer: async (body, need, call) => {
      const { endpoint } = messageCodec(RenewFlightEndpointRequestSchema).decode(body);
      if (endpoint === undefined)
        throw new PolaroidError("INVALID_ARGUMENT", "RenewFlightEndpoint came without an endpoint");
      return toBinary(FlightEndpointSchema, await need("renewEndpoint")(endpoint, call));
    },
  },
  SetSessionOptions: {
    needs: "setSessionOptions",
    about: "Sets or erases options of the session. Request: SetSessionOptionsRequest, answer: SetSessionOptionsResult",
    answer: async (body, need, call) => {
      const { sessionOptions } = messageCodec(SetSessionOptionsRequestSchema).decode(body);
      const options = Object.entries(sessionOptions).map(([name, v]) => [name, v.optionValue] as const);
      const faults = await need("setSessionOptions")(Object.fromEntries(options), call);
      const errors = Object.entries(faults).map(([name, fault]) => [name, { value: WRONG[fault] }] as const);
      return plain(SetSessionOptionsResultSchema, { errors: Object.fromEntries(errors) });
    },
  },
  GetSessionOptions: {
    needs: "sessionOptions",
    about: "Tells the options of the session. Request: GetSessionOptionsRequest, answer: GetSessionOptionsResult",
    answer: async (body, need, call) => {
      messageCodec(GetSessionOptionsRequestSchema).decode(body);
      const options = Object.entries(await need("sessionOptions")(call));
      const values = options.map(
        ([name, optionValue]) => [name, create(SessionOptionValueSchema, { optionValue })] as const,
      );
      return plain(GetSessionOptionsResultSchema, { sessionOptions: Object.fromEntries(values) });
    },
  },
  CloseSession: {
    needs: "closeSession",
    about: "Ends the session. Request: CloseSessionRequest, answer: CloseSessionResult",
    answer: async (body, need, call) => {
      messageCodec(CloseSessionRequestSchema).decode(body);
      return plain(CloseSessionResultSchema, { status: CLOSED[await need("closeSession")(call)] });
    },
  },
};

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { anyPack, anyUnpack } from "@bufbuild/protobuf/wkt";
import { CODES, type ErrorCode } from "../core/codes.ts";
import { PolaroidError, toPolaroidError } from "../core/error.ts";
import { ErrorInfoSchema } from "../proto/google/rpc/error_details_pb.ts";
import { StatusSchema } from "../proto/google/rpc/status_pb.ts";
import type { Metadata } from "./metadata.ts";
import { percentDecoded } from "./percent.ts";

/** The numbers of gRPC's statuses (https://grpc.io/docs/guides/status-codes/). */
export const STATUS = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;
export type StatusName = keyof typeof STATUS;

const NAMES: readonly StatusName[] = Object.keys(STATUS) as StatusName[];
/** The name of a status; a number that there is none for is UNKNOWN. */
export const statusName = (code: number): StatusName => NAMES[code] ?? "UNKNOWN";

const DOMAIN = "polaroid";

/** How a call ended, as it travels. */
export interface Status {
  readonly code: number;
  readonly message: string;
  /** The bytes of a google.rpc.Status; empty where it would say no more. */
  readonly details: Uint8Array;
}
export const OK: Status = Object.freeze({ code: 0, message: "", details: new Uint8Array(0) });

/** The status that an error travels as; its own code goes along as a google.rpc.ErrorInfo. */
export function statusOf(cause: unknown): Status {
  const error = toPolaroidError(cause);
  const code = STATUS[error.info.grpc as StatusName] ?? STATUS.UNKNOWN;
  const info = create(ErrorInfoSchema, { reason: error.code, domain: DOMAIN });
  const details = create(StatusSchema, { code, message: error.detail, details: [anyPack(ErrorInfoSchema, info)] });
  return { code, message: error.detail, details: toBinary(StatusSchema, details) };
}

// What a status of a server that is not ours is called here.
const FOREIGN: Readonly<Record<StatusName, ErrorCode>> = {
  OK: "INTERNAL",
  CANCELLED: "CANCELLED",
  UNKNOWN: "INTERNAL",
  INVALID_ARGUMENT: "INVALID_ARGUMENT",
  DEADLINE_EXCEEDED: "TIMEOUT",
  NOT_FOUND: "NOT_FOUND",
  ALREADY_EXISTS: "ALREADY_EXISTS",
  PERMISSION_DENIED: "PERMISSION_DENIED",
  RESOURCE_EXHAUSTED: "LIMIT_EXCEEDED",
  FAILED_PRECONDITION: "FAILED_PRECONDITION",
  ABORTED: "CONFLICT",
  OUT_OF_RANGE: "OUT_OF_RANGE",
  UNIMPLEMENTED: "NOT_SUPPORTED",
  INTERNAL: "INTERNAL",
  UNAVAILABLE: "UNAVAILABLE",
  DATA_LOSS: "CORRUPT",
  UNAUTHENTICATED: "UNAUTHENTICATED",
};

function ownCode(details: Uint8Array): ErrorCode | null {
  if (details.length === 0) return null;
  try {
    for (const any of fromBinary(StatusSchema, details).details) {
      const info = anyUnpack(any, ErrorInfoSchema);
      if (info?.domain === DOMAIN && Object.hasOwn(CODES, info.reason)) return info.reason as ErrorCode;
    }
  } catch {
    return null;
  }
  return null;
}

/** The error that a status stands for; `cause` is the status, and `where` is what was called. */
export function errorOf(status: Status, where: string): PolaroidError {
  const code = ownCode(status.details) ?? FOREIGN[statusName(status.code)];
  const text = status.message === "" ? `the server answered ${statusName(status.code)}` : status.message;
  return new PolaroidError(code, `${text} (${where})`, { cause: status });
}

/** The status that headers or trailers hold; null where they hold none. */
export function statusIn(fields: Metadata): Status | null {
  const code = fields.get("grpc-status");
  if (code === undefined) return null;
  let details: Uint8Array = new Uint8Array(0);
  try {
    details = fields.bytes("grpc-status-details-bin") ?? details;
  } catch {
    // What cannot be read says no more.
  }
  return { code: Number(code), message: percentDecoded(fields.get("grpc-message") ?? ""), details };
}

// https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
const OF_HTTP: Readonly<Record<number, StatusName>> = {
  400: "INTERNAL",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "UNIMPLEMENTED",
  429: "UNAVAILABLE",
  502: "UNAVAILABLE",
  503: "UNAVAILABLE",
  504: "UNAVAILABLE",
};

/** What an answer says that is not gRPC's. */
export const statusOfHttp = (http: number, type = ""): Status => ({
  code: STATUS[OF_HTTP[http] ?? "UNKNOWN"],
  message: `the server answered HTTP ${http}${type === "" ? "" : ` of type ${type.slice(0, 80)}`}, which is no gRPC`,
  details: new Uint8Array(0),
});

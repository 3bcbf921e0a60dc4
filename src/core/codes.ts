/** What a caller can do about an error: the gRPC status it travels as, and whether a retry can help. */
export interface CodeInfo {
  readonly grpc: string;
  readonly retry: boolean;
}

const code = (grpc: string, retry = false): CodeInfo => Object.freeze({ grpc, retry });

export type ErrorCode =
  | "COLUMN_NOT_FOUND"
  | "DUPLICATE_COLUMN"
  | "TYPE_MISMATCH"
  | "SCHEMA_MISMATCH"
  | "SHAPE_MISMATCH"
  | "INVALID_ARGUMENT"
  | "INVALID_CAST"
  | "OUT_OF_RANGE"
  | "UNSAFE_INTEGER"
  | "UNSAFE_DATETIME"
  | "INVALID_REGEX"
  | "SQL_SYNTAX"
  | "SQL_NOT_LOADED"
  | "JOIN_VALIDATION"
  | "NOT_FOUND"
  | "PERMISSION_DENIED"
  | "IO"
  | "NO_SPACE"
  | "CORRUPT"
  | "ENCRYPTED"
  | "UNKNOWN_FORMAT"
  | "NOT_SUPPORTED"
  | "NOT_IMPLEMENTED"
  | "NOT_LOADED"
  | "NOT_SERIALISABLE"
  | "ENGINE_UNAVAILABLE"
  | "ENGINE_FAILED"
  | "MEMORY_LIMIT"
  | "LIMIT_EXCEEDED"
  | "CANCELLED"
  | "TIMEOUT"
  | "UNAVAILABLE"
  | "DISPOSED"
  | "UNAUTHENTICATED"
  | "ALREADY_EXISTS"
  | "CONFLICT"
  | "FAILED_PRECONDITION"
  | "INTERNAL";

/** Every error code, with its gRPC status and whether a retry can help; what it means is the comment, which docs are made of. */
export const CODES: Readonly<Record<ErrorCode, CodeInfo>> = Object.freeze({
  /** A column named in the query is not in the frame. */
  COLUMN_NOT_FOUND: code("INVALID_ARGUMENT"),
  /** Two result columns would have one name. */
  DUPLICATE_COLUMN: code("INVALID_ARGUMENT"),
  /** An operation does not take values of this type. */
  TYPE_MISMATCH: code("INVALID_ARGUMENT"),
  /** Two schemas that must agree do not. */
  SCHEMA_MISMATCH: code("INVALID_ARGUMENT"),
  /** Columns that must have one length do not. */
  SHAPE_MISMATCH: code("INVALID_ARGUMENT"),
  /** An argument is out of what the call takes. */
  INVALID_ARGUMENT: code("INVALID_ARGUMENT"),
  /** A strict cast met a value that the target type cannot hold. */
  INVALID_CAST: code("INVALID_ARGUMENT"),
  /** An index or a value lies outside its bounds. */
  OUT_OF_RANGE: code("OUT_OF_RANGE"),
  /** A 64-bit integer does not fit a JavaScript number. */
  UNSAFE_INTEGER: code("OUT_OF_RANGE"),
  /** A time is not whole milliseconds and does not fit a JavaScript Date. */
  UNSAFE_DATETIME: code("OUT_OF_RANGE"),
  /** A regular expression is not in RE2 syntax. */
  INVALID_REGEX: code("INVALID_ARGUMENT"),
  /** SQL text does not parse; the message shows the place. */
  SQL_SYNTAX: code("INVALID_ARGUMENT"),
  /** SQL on an eager frame, and the reader of SQL was not imported. */
  SQL_NOT_LOADED: code("FAILED_PRECONDITION"),
  /** Join keys are not unique on the side that was promised. */
  JOIN_VALIDATION: code("FAILED_PRECONDITION"),
  /** A file, a URL or a table does not exist. */
  NOT_FOUND: code("NOT_FOUND"),
  /** The system refused access. */
  PERMISSION_DENIED: code("PERMISSION_DENIED"),
  /** Reading or writing failed. */
  IO: code("UNAVAILABLE", true),
  /** The disk or the quota is full; nothing was left half written. */
  NO_SPACE: code("RESOURCE_EXHAUSTED"),
  /** Bytes are not what their format promises. */
  CORRUPT: code("DATA_LOSS"),
  /** The file is encrypted. */
  ENCRYPTED: code("FAILED_PRECONDITION"),
  /** Neither the name nor the first bytes tell the file's format. */
  UNKNOWN_FORMAT: code("INVALID_ARGUMENT"),
  /** This is outside of what is planned here. */
  NOT_SUPPORTED: code("UNIMPLEMENTED"),
  /** This is planned and not built yet. */
  NOT_IMPLEMENTED: code("UNIMPLEMENTED"),
  /** An eager call in a browser needs code that is loaded on use; `await load()` first. */
  NOT_LOADED: code("FAILED_PRECONDITION"),
  /** The plan holds something that cannot leave the process. */
  NOT_SERIALISABLE: code("FAILED_PRECONDITION"),
  /** The chosen engine is not installed or cannot start. */
  ENGINE_UNAVAILABLE: code("FAILED_PRECONDITION"),
  /** The engine reported an error of its own. */
  ENGINE_FAILED: code("INTERNAL"),
  /** The query needs more memory than it may use. */
  MEMORY_LIMIT: code("RESOURCE_EXHAUSTED"),
  /** A size limit of the format or the query was passed. */
  LIMIT_EXCEEDED: code("RESOURCE_EXHAUSTED"),
  /** The caller's AbortSignal fired. */
  CANCELLED: code("CANCELLED"),
  /** The time allowed for the call has passed. */
  TIMEOUT: code("DEADLINE_EXCEEDED", true),
  /** A remote side did not answer. */
  UNAVAILABLE: code("UNAVAILABLE", true),
  /** The frame was used after dispose(). */
  DISPOSED: code("FAILED_PRECONDITION"),
  /** The server wants to know who calls, or does not believe it. */
  UNAUTHENTICATED: code("UNAUTHENTICATED"),
  /** What is to be made is there already. */
  ALREADY_EXISTS: code("ALREADY_EXISTS"),
  /** Another transaction changed the same table first; begin again. */
  CONFLICT: code("ABORTED", true),
  /** A remote side is not in the state that the call needs. */
  FAILED_PRECONDITION: code("FAILED_PRECONDITION"),
  /** A broken invariant: please report it. */
  INTERNAL: code("INTERNAL"),
});

/** What a caller can do about an error: the gRPC status it travels as, and whether a retry can help. */
export interface CodeInfo {
  readonly grpc: string;
  readonly retry: boolean;
  readonly meaning: string;
}

const code = (grpc: string, meaning: string, retry = false): CodeInfo => Object.freeze({ grpc, retry, meaning });

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
  | "INTERNAL";

/** Every error code, with its gRPC status, whether a retry can help, and what it means. */
export const CODES: Readonly<Record<ErrorCode, CodeInfo>> = Object.freeze({
  COLUMN_NOT_FOUND: code("INVALID_ARGUMENT", "a column named in the query is not in the frame"),
  DUPLICATE_COLUMN: code("INVALID_ARGUMENT", "two result columns would have one name"),
  TYPE_MISMATCH: code("INVALID_ARGUMENT", "an operation does not take values of this type"),
  SCHEMA_MISMATCH: code("INVALID_ARGUMENT", "two schemas that must agree do not"),
  SHAPE_MISMATCH: code("INVALID_ARGUMENT", "columns that must have one length do not"),
  INVALID_ARGUMENT: code("INVALID_ARGUMENT", "an argument is out of what the call takes"),
  INVALID_CAST: code("INVALID_ARGUMENT", "a strict cast met a value that the target type cannot hold"),
  OUT_OF_RANGE: code("OUT_OF_RANGE", "an index or a value lies outside its bounds"),
  UNSAFE_INTEGER: code("OUT_OF_RANGE", "a 64-bit integer does not fit a JavaScript number"),
  UNSAFE_DATETIME: code("OUT_OF_RANGE", "a time is not whole milliseconds and does not fit a JavaScript Date"),
  INVALID_REGEX: code("INVALID_ARGUMENT", "a regular expression is not in RE2 syntax"),
  SQL_SYNTAX: code("INVALID_ARGUMENT", "SQL text does not parse; the message shows the place"),
  SQL_NOT_LOADED: code("FAILED_PRECONDITION", "SQL on an eager frame, and the reader of SQL was not imported"),
  JOIN_VALIDATION: code("FAILED_PRECONDITION", "join keys are not unique on the side that was promised"),
  NOT_FOUND: code("NOT_FOUND", "a file, a URL or a table does not exist"),
  PERMISSION_DENIED: code("PERMISSION_DENIED", "the system refused access"),
  IO: code("UNAVAILABLE", "reading or writing failed", true),
  NO_SPACE: code("RESOURCE_EXHAUSTED", "the disk or the quota is full; nothing was left half written"),
  CORRUPT: code("DATA_LOSS", "bytes are not what their format promises"),
  ENCRYPTED: code("FAILED_PRECONDITION", "the file is encrypted"),
  UNKNOWN_FORMAT: code("INVALID_ARGUMENT", "neither the name nor the first bytes tell the file's format"),
  NOT_SUPPORTED: code("UNIMPLEMENTED", "this is outside of what is planned here"),
  NOT_IMPLEMENTED: code("UNIMPLEMENTED", "this is planned and not built yet"),
  NOT_LOADED: code(
    "FAILED_PRECONDITION",
    "an eager call in a browser needs code that is loaded on use; `await load()` first",
  ),
  NOT_SERIALISABLE: code("FAILED_PRECONDITION", "the plan holds something that cannot leave the process"),
  ENGINE_UNAVAILABLE: code("FAILED_PRECONDITION", "the chosen engine is not installed or cannot start"),
  ENGINE_FAILED: code("INTERNAL", "the engine reported an error of its own"),
  MEMORY_LIMIT: code("RESOURCE_EXHAUSTED", "the query needs more memory than it may use"),
  LIMIT_EXCEEDED: code("RESOURCE_EXHAUSTED", "a size limit of the format or the query was passed"),
  CANCELLED: code("CANCELLED", "the caller's AbortSignal fired"),
  TIMEOUT: code("DEADLINE_EXCEEDED", "the time allowed for the call has passed", true),
  UNAVAILABLE: code("UNAVAILABLE", "a remote side did not answer", true),
  DISPOSED: code("FAILED_PRECONDITION", "the frame was used after dispose()"),
  INTERNAL: code("INTERNAL", "a broken invariant: please report it"),
});

import type { ErrorCode } from "../../core/codes.ts";
import { PolaroidError } from "../../core/error.ts";

const KNOWN: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOENT: ["NOT_FOUND", "there is no such file"],
  ENOTDIR: ["NOT_FOUND", "a part of the path is no directory"],
  EISDIR: ["INVALID_ARGUMENT", "this is a directory; name a file or a pattern such as dir/*.parquet"],
  EACCES: ["PERMISSION_DENIED", "the system refused access"],
  EPERM: ["PERMISSION_DENIED", "the system refused access"],
  EROFS: ["PERMISSION_DENIED", "the file system is read-only"],
  ENOSPC: ["NO_SPACE", "the disk is full; nothing was left half written"],
  EDQUOT: ["NO_SPACE", "the disk quota is used up; nothing was left half written"],
  EFBIG: ["NO_SPACE", "the file would pass the system's size limit; nothing was left half written"],
  ENAMETOOLONG: ["INVALID_ARGUMENT", "the path is too long"],
  ELOOP: ["INVALID_ARGUMENT", "the path has a loop of symbolic links"],
  ERR_INVALID_ARG_VALUE: ["INVALID_ARGUMENT", "this is no path"],
};

/** A failed call of the file system as a `PolaroidError` that names the path. */
export function fileError(path: string, cause: unknown): PolaroidError {
  if (cause instanceof PolaroidError) return cause;
  const error = cause as { readonly code?: string; readonly message?: string };
  const known = error.code === undefined ? undefined : KNOWN[error.code];
  if (known !== undefined) return new PolaroidError(known[0], `${path}: ${known[1]}`, { cause });
  return new PolaroidError("IO", `${path}: ${error.message ?? String(cause)}`, { cause });
}

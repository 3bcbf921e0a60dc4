import { stat } from "node:fs/promises";
import { dirname, sep } from "node:path";
import { create } from "@bufbuild/protobuf";
import { PolaroidError, toPolaroidError } from "../../core/error.ts";
import { fileSink } from "../../io/node/file-sink.ts";
import { WriteResponseSchema } from "../../proto/polaroid/v1/dataframe_service_pb.ts";
import { checkRegular } from "../paths.ts";
import type { Encoded } from "../queries/queries.ts";
import { objectOf } from "./json.ts";
import { wordOf } from "./names.ts";
import type { RequestOf, ResponseOf } from "./routes.ts";
import type { Turn } from "./turn.ts";

/** An error as the caller may see it: files by the path that he said. */
function told(cause: unknown, place: string, path: string): PolaroidError {
  const { code, detail } = toPolaroidError(cause);
  const [folder, said] = [dirname(place), dirname(path)];
  const named = detail.replaceAll(place, path);
  if (folder === "/") return new PolaroidError(code, named, { cause });
  const beside = named.replaceAll(folder + sep, said === "." ? "" : `${said}/`);
  return new PolaroidError(code, beside.replaceAll(folder, said), { cause });
}

/** Writes a file that is whole or not there. The thread that encodes it has no hold of it, and may end at any time. */
async function poured(begin: () => Encoded, place: string): Promise<number> {
  const sink = await fileSink(place);
  try {
    const { bytes, rows } = begin();
    for await (const piece of bytes) await sink.write(piece);
    const count = await rows;
    await sink.commit();
    return count;
  } catch (cause) {
    await sink.abort();
    throw cause;
  }
}

/** Runs a handle's query into a file below the root. */
async function written(
  handle: string,
  path: string,
  format: "parquet" | "csv",
  options: Readonly<Record<string, unknown>>,
  turn: Turn,
): Promise<ResponseOf<"writeParquet">> {
  if (path === "") throw new PolaroidError("INVALID_ARGUMENT", "the path is empty");
  const place = turn.served.allowed(path);
  checkRegular(place, path);
  const request = await turn.request(turn.handle(handle));
  try {
    const count = await poured(() => turn.served.queries.encode(request, { format, options }), place);
    return create(WriteResponseSchema, { rows: BigInt(count), bytes: BigInt((await stat(place)).size) });
  } catch (cause) {
    throw told(cause, place, path);
  }
}

export const writeParquet = (r: RequestOf<"writeParquet">, turn: Turn): Promise<ResponseOf<"writeParquet">> =>
  written(
    r.handle,
    r.path,
    "parquet",
    {
      compression: wordOf(r.compression, ["snappy", "zstd", "gzip", "none"], "compression"),
      ...(r.rowGroupSize > 0 && { rowGroupSize: r.rowGroupSize }),
    },
    turn,
  );

export const writeCsv = (r: RequestOf<"writeCsv">, turn: Turn): Promise<ResponseOf<"writeCsv">> =>
  written(r.handle, r.path, "csv", objectOf(r.optionsJson, "the options"), turn);

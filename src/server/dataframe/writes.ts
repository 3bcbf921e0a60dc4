import { stat } from "node:fs/promises";
import { create } from "@bufbuild/protobuf";
import { deferred } from "../../api/deferred.ts";
import { sinkFile } from "../../api/write.ts";
import type { Batch } from "../../arrow/batch.ts";
import { PolaroidError } from "../../core/error.ts";
import { FlightReader } from "../../flight/reader.ts";
import { WriteResponseSchema } from "../../proto/polaroid/v1/dataframe_service_pb.ts";
import { objectOf } from "./json.ts";
import { wordOf } from "./names.ts";
import type { RequestOf, ResponseOf } from "./routes.ts";
import type { Turn } from "./turn.ts";

/** Runs a handle's query into a file below the root, which is whole or not there. */
async function written(
  handle: string,
  path: string,
  format: "parquet" | "csv",
  options: object,
  turn: Turn,
): Promise<ResponseOf<"writeParquet">> {
  if (path === "") throw new PolaroidError("INVALID_ARGUMENT", "the path is empty");
  const place = turn.served.allowed(path);
  const { schema, messages } = await turn.served.queries.run(await turn.request(turn.handle(handle)));
  const batches = (): AsyncIterable<Batch> => new FlightReader(messages).batches();
  const rows = deferred({ name: "query", schema: async () => schema, batches });
  const { signal } = turn.call;
  const count = await sinkFile(rows, place, format, { ...options, signal, engine: "wasm" });
  return create(WriteResponseSchema, { rows: BigInt(count), bytes: BigInt((await stat(place)).size) });
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

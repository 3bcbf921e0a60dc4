import { batchBytes } from "../arrow/batch.ts";
import { decode } from "../arrow/ipc/decode.ts";
import { encodeStream } from "../arrow/ipc/encode.ts";
import { fromBase64, toBase64 } from "../core/base64.ts";
import { PolaroidError } from "../core/error.ts";
import { attempt, type Outcome, orThrow } from "../core/result.ts";
import { exprFromJson } from "../expr/json-read.ts";
import type { Expr } from "../expr/node.ts";
import { type Carrier, FRAME_LIMIT, planToJson } from "../plan/json.ts";
import { planFromJson } from "../plan/json-read.ts";
import { frameOf, type Plan } from "../plan/node.ts";
import { scanSource } from "./read.ts";
import { SQL } from "./sql.ts";

/** Frames travel as Arrow IPC streams; scans are opened by this side's own readers. */
const CARRIER: Carrier = {
  encodeFrame(f, limit) {
    const bytes = f.batches.reduce((n, b) => n + batchBytes(b), 0);
    if (bytes > limit)
      throw new PolaroidError(
        "NOT_SERIALISABLE",
        `the plan holds a frame of ${bytes} bytes, more than the ${limit} that may travel inside of it; write it to a file and scan that`,
      );
    return toBase64(encodeStream(f.schema, f.batches));
  },
  decodeFrame(text) {
    const { schema, batches } = decode(fromBase64(text));
    return frameOf(schema, batches);
  },
  sql: SQL,
  openScan: (format, locations, options) => ({
    ...scanSource(locations, format === "auto" ? null : format, options),
    locations,
  }),
};

/** A plan as JSON text. Errors: `NOT_SERIALISABLE` for functions, Blobs, bytes and frames above the limit. */
export const planText = (p: Plan, limit: number = FRAME_LIMIT): string =>
  JSON.stringify(orThrow(planToJson(p, CARRIER, limit)));

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PolaroidError("CORRUPT", `${what} is no JSON`, { cause });
  }
}

/** The expression of a text of JSON. */
export const exprFromText = (text: string): Expr => exprFromJson(parsed(text, "the expression"));

/** The plan of a text that `planText` made. Errors: `CORRUPT`, `NOT_SUPPORTED` for a newer form. */
export function planFromText(text: string): Outcome<Plan> {
  return attempt(() => orThrow(planFromJson(parsed(text, "the plan"), CARRIER)));
}

import { join } from "node:path";
import { expect, test } from "vitest";
import { batch } from "../../../src/arrow/batch.ts";
import { fixedColumn } from "../../../src/arrow/column.ts";
import { field, schema } from "../../../src/arrow/schema.ts";
import { Int32 } from "../../../src/arrow/types.ts";
import type { ErrorCode } from "../../../src/core/codes.ts";
import { flightInfo, PolaroidError, serveFlight } from "../../../src/flight/index.ts";
import { pythonWith } from "../../support/python.ts";
import { ourServer, ran } from "./tools.ts";

const found = pythonWith("pyarrow");
const python = "python" in found ? found.python : "";
const lacking = "reason" in found ? found.reason : null;
const calls = (...args: readonly string[]): ReturnType<typeof ran> =>
  ran(python, [join(import.meta.dirname, "calls.py"), ...args]);

if (lacking !== null) test.skip(`needs more: ${lacking}`);

test.skipIf(lacking !== null)("pyarrow exchanges rows and metadata: do_exchange:echo", async () => {
  await using server = await ourServer("do_exchange:echo");
  expect(await calls("echo", `${server.port}`)).toEqual({ code: 0, said: "ok\n" });
});

const ROWS = 3_000_000;
const of = schema([field("n", Int32, false)]);

test.skipIf(lacking !== null)("pyarrow lists, asks, acts, logs in, fails and reads", async () => {
  const all = batch(
    of,
    [
      fixedColumn(
        Int32,
        ROWS,
        Int32Array.from({ length: ROWS }, (_, i) => i),
        null,
        0,
      ),
    ],
    ROWS,
  );
  const info = flightInfo({ schema: of, descriptor: { path: ["numbers"] }, endpoints: [{ ticket: "numbers" }] });
  await using server = await serveFlight({
    async *handshake(_, call) {
      if (call.headers.get("authorization") !== `Basic ${btoa("ada:secret")}`)
        throw new PolaroidError("UNAUTHENTICATED", "who are you?");
      call.responseHeaders.set("authorization", "Bearer t-ada");
      yield* [];
    },
    async *listFlights({ expression }) {
      if (expression.length === 0) yield info;
    },
    getFlightInfo: () => info,
    getSchema: () => of,
    doGet: () => ({ schema: of, batches: [all] }),
    async *doAction({ type, body }, call) {
      if (type === "fail") throw new PolaroidError(Buffer.from(body).toString() as ErrorCode, "wünsche\nallerlei");
      yield type === "whoami" ? Buffer.from(call.headers.get("authorization") ?? "") : body.slice().reverse();
    },
    listActions: () =>
      ["fail", "reverse"].map((type) => ({ $typeName: "arrow.flight.protocol.ActionType", type, description: "" })),
  });
  expect(await calls("generic", `${server.port}`)).toEqual({ code: 0, said: "ok\n" });
});

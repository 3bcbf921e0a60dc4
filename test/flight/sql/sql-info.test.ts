import { expect, test } from "vitest";
import { PolaroidError } from "../../../src/core/error.ts";
import { type FlightMessage, flightMessage } from "../../../src/flight/data.ts";
import { type SqlInfoValue, sqlInfoMessages } from "../../../src/flight/sql/sql-info.ts";
import { readSqlInfo } from "../../../src/flight/sql/sql-info-read.ts";
import { joined } from "../../../src/grpc/frame.ts";

const VALUES = new Map<number, SqlInfoValue>([
  [0, "Polaroid"],
  [3, false],
  [4, true],
  [8, 2],
  [100, -7],
  [507, 3n],
  [541, -(2n ** 63n)],
  [508, ["a", "", "größer"]],
  [511, []],
  [
    517,
    new Map([
      [1, [2, 3]],
      [4, []],
    ]),
  ],
  [518, new Map<number, number[]>()],
  [1, "1.0.0"],
]);

async function* of(messages: readonly FlightMessage[]): AsyncGenerator<FlightMessage> {
  yield* messages;
}

test("values of each kind, there and back", async () => {
  expect(await readSqlInfo(sqlInfoMessages(VALUES))).toEqual(VALUES);
  expect(await readSqlInfo(sqlInfoMessages(new Map()))).toEqual(new Map());
});

test("broken bytes are CORRUPT, and nothing worse", async () => {
  const sent: FlightMessage[] = [];
  for await (const m of sqlInfoMessages(VALUES)) sent.push(m);
  const [schema, rows] = sent as [FlightMessage, FlightMessage];
  let refused = 0;
  const seed = (i: number): number => (i * 2_654_435_761) >>> 0;
  for (let i = 0; i < 3_000; i++) {
    const header = rows.header.slice();
    const body = joined(rows.body).slice();
    const target = i % 2 === 0 ? header : body;
    target[seed(i) % target.length] = seed(i + 1) & 255;
    try {
      await readSqlInfo(of([schema, flightMessage({ header, body: [body.subarray(0, body.length - (i % 3) * 64)] })]));
    } catch (error) {
      expect(error).toBeInstanceOf(PolaroidError);
      expect((error as PolaroidError).code).toMatch(/^(CORRUPT|NOT_SUPPORTED|LIMIT_EXCEEDED)$/);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(100);
});

import { describe, expect, test } from "vitest";
import { batch } from "../../src/arrow/batch.ts";
import { columnFrom } from "../../src/arrow/build.ts";
import { field, schema } from "../../src/arrow/schema.ts";
import { Categorical, Utf8 } from "../../src/arrow/types.ts";
import { flightData } from "../../src/flight/data.ts";
import {
  decodedSchema,
  descriptorOf,
  encodedSchema,
  type FlightMessage,
  FlightReader,
  flightMessage,
  flightMessages,
} from "../../src/flight/index.ts";
import { joined } from "../../src/grpc/frame.ts";
import { nodeHost } from "../../src/io/node/host.ts";
import { all, bytes, N, rows, text, valuesIn } from "./rows.ts";

async function* given(...messages: readonly FlightMessage[]): AsyncGenerator<FlightMessage> {
  yield* messages;
}
const written = (...batches: readonly (readonly number[])[]): Promise<FlightMessage[]> =>
  all(flightMessages({ schema: N, batches: batches.map((values) => rows(...values)) }));
const read = async (...messages: readonly FlightMessage[]): Promise<unknown[]> =>
  (await all(new FlightReader(given(...messages)))).map((c) => [valuesIn(c.batch), text(c.metadata)]);

describe("FlightData", () => {
  test("absent metadata stays absent, empty stays empty", () => {
    const there = (m: Partial<FlightMessage>) => flightData.decode(joined(flightData.encode(flightMessage(m))));
    expect(there({ metadata: null }).metadata).toBeNull();
    expect(there({ metadata: new Uint8Array(0) }).metadata).toEqual(new Uint8Array(0));
    expect(there({ descriptor: descriptorOf({ path: ["a", "b"] }) }).descriptor?.path).toEqual(["a", "b"]);
  });
  test("fields that are not known are passed over, broken ones are said so", () => {
    const unknown = Uint8Array.of(0x20, 5, 0x2a, 1, 9, 0x35, 1, 2, 3, 4, 0x39, 1, 2, 3, 4, 5, 6, 7, 8, 0x1a, 1, 65);
    expect(text(flightData.decode(unknown).metadata)).toBe("A");
    for (const broken of [[0x1a], [0x1a, 5, 1], [0x1b], [0x39, 1], [0x0a, 2, 0x12, 9], [0x0f], new Array(12).fill(255)])
      expect(() => flightData.decode(Uint8Array.from(broken))).toThrow(/the bytes are no FlightData/);
  });
});

test("bodies that lie anywhere are read", async () => {
  const [first, second] = (await written([1, 2, 3])) as [FlightMessage, FlightMessage];
  const body = joined(second.body);
  for (let shift = 0; shift < 8; shift++) {
    const moved = new Uint8Array(body.length + shift).subarray(shift);
    moved.set(body);
    expect(await read(first, { ...second, body: [moved] })).toEqual([[[1, 2, 3], null]]);
  }
});

test("a schema that comes again is taken where it is the same", async () => {
  const [start, one] = (await written([1])) as [FlightMessage, FlightMessage];
  expect(await read(start, one, start, one)).toEqual([
    [[1], null],
    [[1], null],
  ]);
  const [other] = await all(flightMessages({ schema: schema([field("s", Utf8)]), batches: [] }));
  await expect(read(start, other as FlightMessage)).rejects.toMatchObject({ code: "SCHEMA_MISMATCH" });
});

test("metadata comes with its batch, or alone; what stands on a schema is not repeated", async () => {
  const [start, one] = (await written([1])) as [FlightMessage, FlightMessage];
  const said = { metadata: bytes("m") };
  expect(await read(flightMessage(said), { ...start, ...said }, { ...one, ...said }, flightMessage(said))).toEqual([
    [null, "m"],
    [[1], "m"],
    [null, "m"],
  ]);
});

test("rows before a schema, a body that is too short, a header that is none", async () => {
  const [start, one] = (await written([1])) as [FlightMessage, FlightMessage];
  await expect(read(one)).rejects.toMatchObject({ code: "CORRUPT" });
  await expect(read(start, { ...one, body: [] })).rejects.toMatchObject({ code: "CORRUPT" });
  await expect(read({ ...start, header: bytes("no flatbuffer") })).rejects.toMatchObject({ code: "CORRUPT" });
  await expect(new FlightReader(given()).required()).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
});

test("a stream is read once", async () => {
  const reader = new FlightReader(given(...(await written([1]))));
  expect((await reader.schema())?.fields[0]?.name).toBe("n");
  expect(await all(reader)).toHaveLength(1);
  await expect(all(reader)).rejects.toMatchObject({ code: "DISPOSED" });
});

test.each(["lz4", "zstd"] as const)("%s is read without codecs", async (compression) => {
  const values = Array.from({ length: 5000 }, (_, i) => i % 7);
  const sent = await all(flightMessages({ schema: N, batches: [rows(...values)] }, { compression, codecs: nodeHost }));
  expect(joined((sent[1] as FlightMessage).body).length).toBeLessThan(5000);
  expect(await read(...sent)).toEqual([[values, null]]);
});

test("text goes plain though a batch has a dictionary, unless that is asked for; categories keep theirs", async () => {
  const of = schema([field("s", Utf8), field("c", Categorical)]);
  const coded = columnFrom(["a", "b", "a"], Categorical);
  const one = batch(of, [{ ...coded, type: Utf8 } as never, coded], 3);
  for (const dictionaries of [false, true]) {
    const sent = await all(flightMessages({ schema: of, batches: [one] }, { dictionaries }));
    const reader = new FlightReader(given(...sent));
    const [got] = await all(reader.batches());
    expect(got?.columns.map((c) => c.layout)).toEqual([dictionaries ? "dict" : "bytes", "dict"]);
    // What getSchema says is what comes.
    expect(
      Buffer.compare(encodedSchema(of), encodedSchema(await new FlightReader(given(...sent)).required())) === 0,
    ).toBe(true);
  }
});

test("large batches go in pieces, their metadata with the last", async () => {
  const values = Array.from({ length: 1000 }, (_, i) => i);
  const batches = [{ batch: rows(...values), metadata: bytes("end") }];
  const sent = await all(flightMessages({ schema: N, batches }, { messageBytes: 1000 }));
  expect(sent.map((m) => text(m.metadata))).toEqual([null, null, null, null, "end"]);
  expect((await all(new FlightReader(given(...sent)))).flatMap((c) => valuesIn(c.batch))).toEqual(values);
});

test("a schema as bytes, and bytes that are none", () => {
  expect(decodedSchema(encodedSchema(N)).fields).toEqual(N.fields);
  expect(() => decodedSchema(new Uint8Array(0))).toThrow(/the bytes hold no Arrow schema/);
  expect(() => descriptorOf({} as never)).toThrow(/a descriptor is \{ path/);
});

import { deepEqual, equal } from "node:assert/strict";
import { create } from "@bufbuild/protobuf";
import { readHeader } from "../../../src/arrow/ipc/read-message.ts";
import type { Schema } from "../../../src/arrow/schema.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import {
  type Chunk,
  FlightClient,
  type FlightDescriptor,
  FlightInfoSchema,
  type FlightMessage,
  flightInfo,
  flightService,
  PolaroidError,
} from "../../../src/flight/index.ts";
import { joined } from "../../../src/grpc/frame.ts";
import { numbers, type Scenario, textOf } from "./scenario.ts";

/** What came under one path: the messages as they are, or the rows. */
interface Kept {
  readonly messages: readonly FlightMessage[];
  readonly rows: { readonly schema: Schema; readonly chunks: readonly Chunk[] } | null;
}
const nameOf = (descriptor: FlightDescriptor | null): string => {
  const name = descriptor?.path[0];
  if (name === undefined) throw new PolaroidError("INVALID_ARGUMENT", "must specify a path");
  return name;
};
/** The flatbuffer of a schema as an encapsulated message. */
const encapsulated = (header: Uint8Array): Uint8Array => {
  const pad = -header.length & 7;
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0xffffffff);
  head.writeUInt32LE(header.length + pad, 4);
  return joined([head, header, new Uint8Array(pad)]);
};

/**
 * Paths that start with "rows/" are decoded and encoded again; all others are kept as they came, so that types that we
 * widen (times of seconds, large texts) go back as they were.
 */
export const scenario: Scenario = {
  serve(url) {
    const all = new Map<string, Kept>();
    const kept = (name: string): Kept => {
      const found = all.get(name);
      if (found === undefined) throw new PolaroidError("NOT_FOUND", `could not find flight: ${name}`);
      return found;
    };
    return {
      services: [
        flightService({
          async *doPut(reader) {
            const name = nameOf(await reader.descriptor());
            if (/(^|\/)rows\//.test(name)) {
              const chunks: Chunk[] = [];
              const schema = await reader.required();
              for await (const chunk of reader) {
                chunks.push(chunk);
                if (chunk.metadata !== null) yield chunk.metadata;
              }
              all.set(name, { messages: [], rows: { schema, chunks } });
              return;
            }
            const messages: FlightMessage[] = [];
            for await (const message of reader.messages()) {
              // The first one holds the schema, which may be of types that we have not.
              const isBatch = messages.length > 0 && readHeader(message.header).kind === "batch";
              messages.push({ ...message, descriptor: null });
              if (isBatch && message.metadata !== null) yield message.metadata;
            }
            all.set(name, { messages, rows: null });
          },
          getFlightInfo(descriptor) {
            const name = nameOf(descriptor);
            const { messages, rows } = kept(name);
            const endpoints = [{ ticket: name, locations: [url()] }];
            if (rows !== null) return flightInfo({ schema: rows.schema, descriptor, endpoints });
            const info = flightInfo({ schema: { fields: [], index: new Map() }, descriptor, endpoints });
            const header = messages[0]?.header ?? new Uint8Array(0);
            return create(FlightInfoSchema, { ...info, schema: encapsulated(header) });
          },
          doGet(ticket) {
            const { messages, rows } = kept(textOf(ticket));
            if (rows !== null) return { schema: rows.schema, batches: rows.chunks };
            return (async function* () {
              yield* messages;
            })();
          },
        }),
      ],
    };
  },
  async ask(url) {
    await using client = new FlightClient(url);
    const path = ["polaroid.json"];
    const batches = [numbers("Int32", [1, 2, 3]), numbers("Int32", []), numbers("Int32", [4])];
    const acks = await client.put(
      { path },
      {
        schema: (batches[0] as (typeof batches)[0]).schema,
        batches: batches.map((batch, i) => ({ batch, metadata: Buffer.from(`${i}`) })),
      },
    );
    deepEqual(acks.map(textOf), ["0", "1", "2"]);
    const info = await client.getFlightInfo({ path });
    equal(info.endpoint.length, 1);
    const seen: unknown[] = [];
    for await (const { batch, metadata } of client.doGet(info.endpoint[0]?.ticket?.ticket ?? ""))
      seen.push([batch === null ? null : valuesOf(batch.columns[0] as never), textOf(metadata ?? undefined)]);
    deepEqual(seen, [
      [[1, 2, 3], "0"],
      [[], "1"],
      [[4], "2"],
    ]);
    const read: unknown[] = [];
    for await (const b of client.read(info)) read.push(...valuesOf(b.columns[0] as never));
    deepEqual(read, [1, 2, 3, 4]);
  },
};

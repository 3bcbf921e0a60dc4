import { readHeader } from "../../arrow/ipc/read-message.ts";
import { PolaroidError } from "../../core/error.ts";
import { text } from "../../core/utf8.ts";
import { joined } from "../../grpc/frame.ts";
import type { FlightMessage } from "../data.ts";
import type { SqlInfoValue } from "./sql-info.ts";

// Where the buffers of SqlInfo's columns are among those of a batch, and how many there are.
const NAMES = 1;
const KINDS = 2;
const PLACES = 3;
const TEXTS = 5;
const TRUTHS = 8;
const LONGS = 10;
const INTS = 12;
const LISTS = 14;
const ITEMS = 16;
const MAPS = 19;
const KEYS = 22;
const VALUES = 24;
const NUMBERS = 26;
const BUFFERS = 27;

const broken = (what: string): PolaroidError => new PolaroidError("CORRUPT", `the rows of SqlInfo are broken: ${what}`);

/** The rows of one message; those of other kinds have none. */
function* rowsOf({ header, body }: FlightMessage): Iterable<readonly [number, SqlInfoValue]> {
  const { batch } = readHeader(header) as { batch?: { length: number; buffers: Float64Array; codec: string } };
  if (batch === undefined) return;
  if (batch.codec !== "none")
    throw new PolaroidError("NOT_SUPPORTED", "rows of SqlInfo that are compressed are not read");
  if (batch.buffers.length !== 2 * BUFFERS) throw broken(`${batch.buffers.length / 2} buffers, not ${BUFFERS}`);
  const bytes = joined(body);
  const buffer = (n: number): Uint8Array => {
    const [at, size] = [batch.buffers[2 * n] as number, batch.buffers[2 * n + 1] as number];
    if (at + size > bytes.length) throw broken("a buffer lies outside of the body");
    return bytes.subarray(at, at + size);
  };
  const view = (n: number): DataView => {
    const b = buffer(n);
    return new DataView(b.buffer, b.byteOffset, b.byteLength);
  };
  const int = (n: number, i: number): number => view(n).getInt32(4 * i, true);
  const textAt = (n: number, i: number): string => {
    const [from, to] = [int(n, i), int(n, i + 1)];
    const data = buffer(n + 1);
    if (from < 0 || to < from || to > data.length) throw broken("a text lies outside of its buffer");
    return text(data, from, to);
  };
  /** The items of list i, of which there can be no more than bytes. */
  const listAt = <T>(n: number, i: number, item: (at: number) => T): T[] => {
    const [from, to] = [int(n, i), int(n, i + 1)];
    if (from < 0 || to < from || to > bytes.length) throw broken("a list lies outside of its buffer");
    return Array.from({ length: to - from }, (_, k) => item(from + k));
  };
  const value = (kind: number, at: number): SqlInfoValue => {
    switch (kind) {
      case 0:
        return textAt(TEXTS, at);
      case 1:
        return ((view(TRUTHS).getUint8(at >> 3) >> (at & 7)) & 1) === 1;
      case 2:
        return view(LONGS).getBigInt64(8 * at, true);
      case 3:
        return int(INTS, at);
      case 4:
        return listAt(LISTS, at, (k) => textAt(ITEMS, k));
      case 5:
        return new Map(listAt(MAPS, at, (k) => [int(KEYS, k), listAt(VALUES, k, (j) => int(NUMBERS, j))] as const));
      default:
        throw broken(`a value of kind ${kind}`);
    }
  };
  const [names, kinds] = [view(NAMES), view(KINDS)];
  for (let i = 0; i < batch.length; i++) yield [names.getUint32(4 * i, true), value(kinds.getInt8(i), int(PLACES, i))];
}

/** What a server says of itself, of the messages of a stream. */
export async function readSqlInfo(messages: AsyncIterable<FlightMessage>): Promise<Map<number, SqlInfoValue>> {
  const out = new Map<number, SqlInfoValue>();
  // The schema comes first; it has a union, which types of ours do not hold, and its form is that of the specification.
  let first = true;
  for await (const message of messages) {
    if (!first)
      try {
        for (const [name, value] of rowsOf(message)) out.set(name, value);
      } catch (cause) {
        throw cause instanceof RangeError ? broken("a value lies outside of its buffer") : cause;
      }
    first = false;
  }
  return out;
}

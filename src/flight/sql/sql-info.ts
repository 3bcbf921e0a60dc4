import { FlatBuilder } from "../../arrow/ipc/flat-builder.ts";
import { type Body, batchMessage, frame, type Message } from "../../arrow/ipc/message.ts";
import { utf8 } from "../../core/utf8.ts";
import { joined } from "../../grpc/frame.ts";
import { type FlightMessage, flightMessage } from "../data.ts";

/** A value of SqlInfo: a text, a truth, a 64-bit or a 32-bit integer, texts, or lists of numbers by number. */
export type SqlInfoValue =
  | string
  | boolean
  | bigint
  | number
  | readonly string[]
  | ReadonlyMap<number, readonly number[]>;

interface Written {
  readonly name: string;
  /** The type's number in the union, and its place. */
  readonly type: readonly [number, number];
  readonly nullable?: boolean;
  readonly children?: readonly number[];
}

// Arrow types of ours have no union and no map, so that the schema and its one batch are written here by hand.
function schemaOfSqlInfo(): Message {
  const b = new FlatBuilder();
  const put = ({ name, type: [id, type], nullable = false, children = [] }: Written): number => {
    const [list, text] = [b.offsets(children), b.text(name)];
    return b
      .start()
      .ref(0, text)
      .u8(1, nullable ? 1 : 0)
      .u8(2, id)
      .ref(3, type)
      .ref(5, list)
      .end();
  };
  const int = (bits: number, signed = true): readonly [number, number] => [
    2,
    b
      .start()
      .i32(0, bits)
      .u8(1, signed ? 1 : 0)
      .end(),
  ];
  const text = (): readonly [number, number] => [5, b.start().end()];
  const list = (): readonly [number, number] => [12, b.start().end()];
  const struct = (): readonly [number, number] => [13, b.start().end()];
  const bool = (): readonly [number, number] => [6, b.start().end()];
  const item = (type: readonly [number, number]): number => put({ name: "item", type, nullable: true });
  const names = put({ name: "info_name", type: int(32, false) });
  const entries = put({
    name: "entries",
    type: struct(),
    children: [
      put({ name: "key", type: int(32) }),
      put({ name: "value", type: list(), nullable: true, children: [item(int(32))] }),
    ],
  });
  const kinds = [
    put({ name: "string_value", type: text() }),
    put({ name: "bool_value", type: bool() }),
    put({ name: "bigint_value", type: int(64) }),
    put({ name: "int32_bitmask", type: int(32) }),
    put({ name: "string_list", type: list(), children: [item(text())] }),
    put({ name: "int32_to_int32_list_map", type: [17, b.start().end()], children: [entries] }),
  ];
  const ids = b.ints(kinds.map((_, i) => i));
  const value = put({ name: "value", type: [14, b.start().i16(0, 1).ref(1, ids).end()], children: kinds });
  const fields = b.offsets([names, value]);
  const table = b.start().i16(0, 0).ref(1, fields).end();
  const root = b.start().i64(3, 0).ref(2, table).i16(0, 4).u8(1, 1).end();
  return { kind: "schema", metadata: b.finish(root), body: [], bodyLength: 0 };
}

/** The encapsulated message of SqlInfo's schema. */
export const sqlInfoSchema = (): Uint8Array => joined(frame(schemaOfSqlInfo()));

const NONE = new Uint8Array(0);
const bytes = (a: Int8Array | Int32Array | Uint32Array | BigInt64Array): Uint8Array =>
  new Uint8Array(a.buffer, a.byteOffset, a.byteLength);
/** Where lists of such lengths begin and end. */
function offsets(lengths: readonly number[]): Uint8Array {
  const out = new Int32Array(lengths.length + 1);
  for (const [i, n] of lengths.entries()) out[i + 1] = (out[i] as number) + n;
  return bytes(out);
}

const kindOf = (v: SqlInfoValue): number => {
  if (typeof v === "string") return 0;
  if (typeof v === "boolean") return 1;
  if (typeof v === "bigint") return 2;
  if (typeof v === "number") return 3;
  return v instanceof Map ? 5 : 4;
};

function batchOf(values: ReadonlyMap<number, SqlInfoValue>): Message {
  const body: Body = { nodes: [], buffers: [] };
  /** A node without nulls: its buffers begin with no validity, but that of a union, which has none. */
  const node = (length: number, ...buffers: readonly Uint8Array[]): void => {
    body.nodes.push(length, 0);
    body.buffers.push(...buffers);
  };
  const texts = (all: readonly string[]): void => {
    const encoded = all.map(utf8);
    node(all.length, NONE, offsets(encoded.map((e) => e.length)), joined(encoded));
  };
  const ints = (all: readonly number[]): void => node(all.length, NONE, bytes(Int32Array.from(all)));
  const all = [...values.values()];
  const of = <T>(kind: number): T[] => all.filter((v) => kindOf(v) === kind) as T[];
  const counts = [0, 0, 0, 0, 0, 0];
  const places = all.map((v) => {
    const kind = kindOf(v);
    const at = counts[kind] as number;
    counts[kind] = at + 1;
    return at;
  });
  node(all.length, NONE, bytes(Uint32Array.from(values.keys())));
  node(all.length, bytes(Int8Array.from(all.map(kindOf))), bytes(Int32Array.from(places)));
  texts(of<string>(0));
  const truths = of<boolean>(1);
  const bits = new Uint8Array((truths.length + 7) >> 3);
  for (const [i, t] of truths.entries()) if (t) bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
  node(truths.length, NONE, bits);
  const longs = of<bigint>(2);
  node(longs.length, NONE, bytes(BigInt64Array.from(longs)));
  ints(of<number>(3));
  const lists = of<readonly string[]>(4);
  node(lists.length, NONE, offsets(lists.map((l) => l.length)));
  texts(lists.flat());
  const maps = of<ReadonlyMap<number, readonly number[]>>(5);
  const entries = maps.flatMap((m) => [...m]);
  node(maps.length, NONE, offsets(maps.map((m) => m.size)));
  node(entries.length, NONE);
  ints(entries.map(([key]) => key));
  node(entries.length, NONE, offsets(entries.map(([, list]) => list.length)));
  ints(entries.flatMap(([, list]) => list));
  return batchMessage(all.length, body, -1);
}

/** What a server says of itself, as the messages of a stream. */
export async function* sqlInfoMessages(values: ReadonlyMap<number, SqlInfoValue>): AsyncGenerator<FlightMessage> {
  yield flightMessage({ header: schemaOfSqlInfo().metadata });
  if (values.size === 0) return;
  const { metadata, body } = batchOf(values);
  yield flightMessage({ header: metadata, body });
}

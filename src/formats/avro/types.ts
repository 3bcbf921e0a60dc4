import {
  Binary,
  Bool,
  type DataType,
  Date32,
  Datetime,
  Decimal,
  Enum,
  Float32,
  Float64,
  Int32,
  Int64,
  List,
  Null,
  Struct,
  Time,
  Utf8,
} from "../../arrow/types.ts";
import type { Stored } from "../../arrow/value.ts";
import { PolaroidError } from "../../core/error.ts";
import { text } from "../../core/utf8.ts";
import { type Cursor, corrupt } from "./cursor.ts";

export type Json = unknown;
type Fields = Readonly<Record<string, Json>>;
/** A type and what reads its values. */
export interface Reader {
  readonly type: DataType;
  readonly nullable: boolean;
  readonly read: (c: Cursor) => Stored;
}

const DEPTH = 64;
// What takes no bytes could come in any number.
const MOST_EMPTY = 1 << 20;
const noSuch = (what: string): PolaroidError => new PolaroidError("NOT_SUPPORTED", `Avro's ${what} is not read`);
const required = (type: DataType, read: Reader["read"]): Reader => ({ type, nullable: false, read });

/** Two's complement with the high byte first, as decimal text. */
function decimalText(bytes: Uint8Array, scale: number): string {
  let n = 0n;
  for (const b of bytes) n = (n << 8n) | BigInt(b);
  n = BigInt.asIntN(bytes.length * 8, n);
  const digits = String(n < 0n ? -n : n).padStart(scale + 1, "0");
  const cut = digits.length - scale;
  return `${n < 0n ? "-" : ""}${digits.slice(0, cut)}${scale > 0 ? `.${digits.slice(cut)}` : ""}`;
}

const PLAIN: Readonly<Record<string, Reader>> = {
  null: { type: Null, nullable: true, read: () => null },
  boolean: required(Bool, (c) => {
    const b = c.byte();
    if (b > 1) throw corrupt(`${b} is no boolean`);
    return b === 1;
  }),
  int: required(Int32, (c) => c.int() | 0),
  long: required(Int64, (c) => c.long()),
  float: required(Float32, (c) => c.float()),
  double: required(Float64, (c) => c.double()),
  bytes: required(Binary, (c) => c.slice(c.int())),
  string: required(Utf8, (c) => {
    const n = c.int();
    const at = c.skip(n);
    return text(c.bytes, at, at + n);
  }),
};
const LOGICAL: Readonly<Record<string, Reader>> = {
  "int date": required(Date32, (c) => c.int() | 0),
  "int time-millis": required(Time, (c) => BigInt(c.int()) * 1_000_000n),
  "long time-micros": required(Time, (c) => c.long() * 1000n),
  ...Object.fromEntries(
    (
      [
        ["millis", "ms"],
        ["micros", "us"],
        ["nanos", "ns"],
      ] as const
    ).flatMap(([name, unit]) => [
      [`long timestamp-${name}`, required(Datetime(unit, "UTC"), (c) => c.long())],
      [`long local-timestamp-${name}`, required(Datetime(unit), (c) => c.long())],
    ]),
  ),
};

/** Items in blocks: a count before each, with the block's size where the count is negative. */
function items<T>(c: Cursor, read: (c: Cursor) => T): T[] {
  const out: T[] = [];
  for (;;) {
    let count = c.int();
    if (count === 0) return out;
    if (count < 0) {
      count = -count;
      c.int();
    }
    if (count > c.left + MOST_EMPTY) throw corrupt(`a list of ${count} items in ${c.left} bytes`);
    for (let i = 0; i < count; i++) out.push(read(c));
  }
}

/** The reader of a type of Avro; `named` are the types that have a name so far. */
export function readerOf(json: Json, named: Map<string, Reader | null>, space = "", depth = 0): Reader {
  if (depth > DEPTH) throw new PolaroidError("LIMIT_EXCEEDED", `the Avro schema nests more than ${DEPTH} levels deep`);
  if (Array.isArray(json)) return union(json as readonly Json[], named, space, depth);
  if (typeof json === "string") {
    if (Object.hasOwn(PLAIN, json)) return PLAIN[json] as Reader;
    const known = named.get(named.has(json) ? json : `${space}.${json}`);
    if (known === null) throw noSuch(`type ${json}, which holds itself,`);
    if (known !== undefined) return known;
    throw corrupt(`the schema names the type ${json}, which there is not`);
  }
  if (typeof json !== "object" || json === null) throw corrupt("the schema has something that is no type");
  const f = json as Fields;
  const { type } = f;
  if (type === "array") {
    const item = readerOf(f["items"], named, space, depth + 1);
    return required(List(item.type), (c) => items(c, item.read));
  }
  if (type === "map") {
    const value = readerOf(f["values"], named, space, depth + 1);
    const key = (PLAIN["string"] as Reader).read;
    return required(List(Struct({ key: Utf8, value: value.type })), (c) =>
      items(c, (x) => ({ key: key(x), value: value.read(x) })),
    );
  }
  if (type === "record" || type === "enum" || type === "fixed") return namedType(f, named, space, depth);
  if (f["logicalType"] === "decimal" && type === "bytes") return decimal(f, (c) => c.slice(c.int()));
  const logical = `${String(type)} ${String(f["logicalType"])}`;
  return Object.hasOwn(LOGICAL, logical) ? (LOGICAL[logical] as Reader) : readerOf(type, named, space, depth + 1);
}

function decimal(f: Fields, bytes: (c: Cursor) => Uint8Array): Reader {
  const [precision, scale] = [Number(f["precision"]), Number(f["scale"] ?? 0)];
  if (!(precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision))
    throw noSuch(`decimal of ${precision} digits, ${scale} of them behind the point,`);
  return required(Decimal(precision, scale), (c) => decimalText(bytes(c), scale));
}

function union(all: readonly Json[], named: Map<string, Reader | null>, space: string, depth: number): Reader {
  const none = all.indexOf("null");
  const rest = all.filter((t) => t !== "null");
  if (rest.length > 1) throw noSuch(`union of ${rest.length} types`);
  if (rest.length === 0) return PLAIN["null"] as Reader;
  const { type, read } = readerOf(rest[0], named, space, depth + 1);
  return {
    type,
    nullable: none >= 0,
    read: (c) => {
      const at = c.int();
      if (at < 0 || at >= all.length) throw corrupt(`the type ${at} of a union of ${all.length}`);
      return at === none ? null : read(c);
    },
  };
}

function namedType(f: Fields, named: Map<string, Reader | null>, space: string, depth: number): Reader {
  const name = String(f["name"]);
  const own =
    typeof f["namespace"] === "string"
      ? f["namespace"]
      : name.includes(".")
        ? name.slice(0, name.lastIndexOf("."))
        : space;
  const full = name.includes(".") || own === "" ? name : `${own}.${name}`;
  named.set(full, null);
  const made = shapeOf(f, named, own, depth);
  named.set(full, made);
  return made;
}

function shapeOf(f: Fields, named: Map<string, Reader | null>, space: string, depth: number): Reader {
  if (f["type"] === "fixed") {
    const size = Number(f["size"]);
    if (!(size >= 0 && size <= 1 << 20)) throw corrupt(`a fixed type of ${size} bytes`);
    if (f["logicalType"] === "decimal") return decimal(f, (c) => c.slice(size));
    return required(Binary, (c) => c.slice(size));
  }
  if (f["type"] === "enum") {
    const symbols = f["symbols"];
    if (!Array.isArray(symbols) || !symbols.every((s) => typeof s === "string"))
      throw corrupt("an enum without symbols");
    return required(Enum(symbols as string[]), (c) => {
      const symbol = (symbols as string[])[c.int()];
      if (symbol === undefined) throw corrupt("an enum has a symbol that there is not");
      return symbol;
    });
  }
  const fields = fieldsOf(f, named, space, depth);
  return required(Struct(Object.fromEntries(fields.map((x) => [x.name, x.reader.type]))), (c) =>
    Object.fromEntries(fields.map(({ name, reader }) => [name, reader.read(c)])),
  );
}

/** The fields of a record. */
export function fieldsOf(
  f: Fields,
  named: Map<string, Reader | null>,
  space = "",
  depth = 0,
): { readonly name: string; readonly reader: Reader }[] {
  const list = f["fields"];
  if (!Array.isArray(list)) throw corrupt("a record without fields");
  const names = new Set<string>();
  return (list as readonly Fields[]).map((x) => {
    const name = x?.["name"];
    if (typeof name !== "string" || names.has(name)) throw corrupt("a field without a name of its own");
    names.add(name);
    return { name, reader: readerOf(x["type"], named, space, depth + 1) };
  });
}

import {
  Binary,
  Bool,
  Categorical,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Enum,
  FixedSizeList,
  Float32,
  Float64,
  Int32,
  Int64,
  List,
  Struct,
  Time,
  UInt8,
  UInt16,
  UInt32,
  Utf8,
} from "../../arrow/types.ts";
import { type Cases, each, failing, plans, rows } from "../case.ts";
import { col, field, lit, type Query, struct } from "../loose.ts";
import { NAN } from "./frames.ts";

const XY = Struct({ x: Int64, y: Utf8 });
const structs = (): Query =>
  rows({
    s: [XY, [{ x: 1n, y: "a" }, { x: null, y: 'é\n"' }, null, { x: 3n, y: null }]],
    in: [
      Struct({ s: XY, l: List(Int64) }),
      [{ s: { x: 1n, y: "b" }, l: [1n, null] }, { s: null, l: null }, null, { s: { x: 9n, y: "🦄" }, l: [] }],
    ],
    k: [Int64, [10n, 20n, 30n, null]],
  });
const values = (): Query =>
  rows({
    f: [Float64, [1, NAN, -0, 0.1, 1e21, 1e16, 1e15, 123456789.5, 1e-5, 1e-7]],
    g: [Float32, [1.5, 0.1, null, 1, 3, 16777216, 0.25, 7, 1e-3, 2]],
    b: [Bool, [true, false, null, true, true, true, true, true, true, true]],
    d: [Date32, [0, 19782, null, 1, 2, 3, 4, 5, 6, 7]],
    t: [Datetime("us"), [0n, 1709214306789000n, null, 1n, 1n, 1n, 1n, 1n, 1n, 1n]],
    z: [Time, [0n, 3_723_000_000_000n, null, 1n, 1n, 1n, 1n, 1n, 1n, 1n]],
    v: [Duration("us"), [0n, 3_661_000_000n, null, 1n, 1n, 1n, 1n, 1n, 1n, 1n]],
    w: [Datetime("ms", "Europe/Paris"), [0n, 1709214306789n, null, 1n, 1n, 1n, 1n, 1n, 1n, 1n]],
    c: [Decimal(10, 2), ["1.50", "-0.01", null, "3.00", "3.00", "3.00", "3.00", "3.00", "3.00", "3.00"]],
  });
const st = col("s");

export const STRUCTS: Cases = {
  ...plans({
    "struct.field names its column": () =>
      structs().select(st.struct.field("x"), st.struct.field("y").name.prefix("p_")),
    "struct.field and arithmetic": () =>
      structs().select(st.struct.field("x").add(1), st.struct.field("x").name.keep()),
    "struct.field of several": () => structs().select(st.struct.field("y", "x")),
    "struct.unnest": () => structs().select("k", st.struct.unnest().name.prefix("s_")),
    "struct.unnest of an expression": () => structs().select(col("in").struct.field("s").struct.unnest()),
    "struct.unnest cast": () => structs().select(st.struct.field("*").cast(Utf8)),
    "struct.withFields in groups": () =>
      structs()
        .groupBy("k")
        .agg(st.struct.withFields(field("x").mul(2)).first().alias("s"))
        .sort("k"),
  }),
  ...each(structs, {
    "struct.drop": st.struct.drop(["x"]),
    "struct.drop loosely": st.struct.drop(["x", "q"], { strict: false }),
    "struct.renameFields": st.struct.renameFields(["p", "q"]),
    "struct.jsonEncode": st.struct.jsonEncode(),
    "struct.jsonEncode of nested": col("in").struct.jsonEncode(),
    "struct.withFields": st.struct.withFields(field("x").add(1)),
    "struct.withFields new": st.struct.withFields(field("x").add(col("k")).alias("z"), lit(1).alias("q")),
    "struct.withFields swapped": st.struct.withFields(field("x").alias("y"), field("y").alias("x")),
    "struct.withFields aggregated": st.struct.withFields(field("x").sum()),
    "struct.withFields column": st.struct.withFields("k"),
    "struct.withFields of nothing": st.struct.withFields(),
    "struct.withFields nested": col("in").struct.withFields(field("s").struct.withFields(field("x").add(1))),
    "struct.eval": st.struct.eval(field("x").add(1)),
    "struct.eval of a column": st.struct.eval("k", field("y")),
  }),
  ...plans({
    "struct.jsonEncode of values": () =>
      values().select(struct("f", "g", "b", "d", "t", "z", "v", "w", "c").struct.jsonEncode().alias("x")),
    "structs of no rows": () =>
      structs()
        .head(0)
        .select(st.struct.withFields(field("x").add(1)), st.struct.jsonEncode().alias("j")),
  }),
  ...failing("TYPE_MISMATCH", {
    "struct.field of none": () => structs().select(st.struct.field("z")),
    "struct.drop of none": () => structs().select(st.struct.drop(["z"])),
    "struct.renameFields of too few": () => structs().select(st.struct.renameFields(["p"])),
    "struct.renameFields twice": () => structs().select(st.struct.renameFields(["p", "p"])),
    "struct.unnest of numbers": () => structs().select(col("k").struct.unnest()),
  }),
  ...failing("INVALID_ARGUMENT", { "field outside": () => structs().select(field("x")) }),
  ...failing("SHAPE_MISMATCH", {
    "struct.withFields of another length": () => structs().select(st.struct.withFields(field("x").dropNulls())),
  }),
};

export const UNNEST: Cases = {
  ...plans({
    "one struct": () => structs().select("k", "s").unnest("s"),
    "all structs": () => structs().select("k", "s").unnest(),
    "with a separator": () => structs().unnest(["s"], { separator: "_" }),
    "several in their place": () =>
      structs()
        .select("s", "k", st.struct.renameFields(["u", "v"]).alias("w"))
        .unnest("w", "s"),
    "and a filter": () => structs().select("k", "s").unnest("s").filter(col("x").gt(1)),
  }),
  ...failing("TYPE_MISMATCH", { "of numbers": () => structs().unnest("k") }),
  ...failing("COLUMN_NOT_FOUND", { "of no column": () => structs().unnest("zz") }),
  ...failing("DUPLICATE_COLUMN", { "onto a column": () => structs().select("s", col("k").alias("x")).unnest("s") }),
};

const LEVELS = Enum(["low", "mid", "é🦄"]);
const categories = (): Query =>
  rows({
    c: [Categorical, ["b", "é🦄", null, "", "b"]],
    e: [LEVELS, ["mid", "é🦄", null, "low", "mid"]],
    n: [UInt8, [0, 2, null, 1, 1]],
    s: [Utf8, ["b", "é🦄", null, "", "b"]],
  });
const [c, en] = [col("c"), col("e")];

export const CATEGORIES: Cases = {
  ...each(categories, {
    "cat.lenBytes": c.cat.lenBytes(),
    "cat.lenChars": en.cat.lenChars(),
    "cat.startsWith": c.cat.startsWith("b"),
    "cat.startsWith nothing": en.cat.startsWith(""),
    "cat.endsWith": c.cat.endsWith("🦄"),
    "cat.slice": c.cat.slice(1),
    "cat.slice from the end": en.cat.slice(-2, 1),
    "cat.physical of an Enum": en.cat.physical(),
    "cat.to": col("n").cat.to(LEVELS),
    "cat.to loosely": col("n").cat.to(Enum(["low"]), { strict: false }),
  }),
  "cat.physical": {
    plan: () => categories().select(c.cat.physical().alias("x")),
    gives: { x: [UInt32, [0, 1, null, 2, 0]] },
    why: "numbers of Categoricals depend on what the process has seen before",
  },
  ...plans({ "cat of no rows": () => categories().head(0).select(c.cat.lenBytes(), en.cat.physical()) }),
  ...failing("TYPE_MISMATCH", {
    "cat of text": () => categories().select(col("s").cat.lenBytes()),
    "cat.physical of text": () => categories().select(col("s").cat.physical()),
    "cat.to of text": () => categories().select(col("s").cat.to(LEVELS)),
  }),
  ...failing("OUT_OF_RANGE", { "cat.to out of bounds": () => categories().select(col("n").cat.to(Enum(["low"]))) }),
};

const bytes = (...all: number[]): Uint8Array => Uint8Array.from(all);
const text = (t: string): Uint8Array => new Uint8Array([...t].map((ch) => ch.charCodeAt(0)));
const binaries = (): Query =>
  rows({
    y: [Binary, [text("abc"), bytes(), null, bytes(0, 255), text("aGk=")]],
    o: [Binary, [text("c"), text("a"), text("b"), null, text("aGk=")]],
    n: [Binary, [text("abcdefgh"), bytes(1, 2), null, bytes(0, 0, 0, 1), bytes(0, 0, 0, 0, 0, 0, 240, 63)]],
    h: [Binary, [text("6162"), text("616"), null, text("6g"), text("6A")]],
    q: [Binary, [text("aGk="), text("aGk"), null, text("aGl="), text("a-_=")]],
    k: [Int64, [0n, 1n, null, -1n, 9n]],
  });
const [y, n] = [col("y"), col("n")];

export const BINARIES: Cases = {
  ...each(binaries, {
    "bin.contains": y.bin.contains(text("b")),
    "bin.contains text": y.bin.contains("b"),
    "bin.contains a column": y.bin.contains(col("o")),
    "bin.contains null": y.bin.contains(null),
    "bin.startsWith": y.bin.startsWith("a"),
    "bin.startsWith nothing": y.bin.startsWith(""),
    "bin.endsWith": y.bin.endsWith(col("o")),
    "bin.size": y.bin.size(),
    "bin.size in kb": y.bin.size("kb"),
    "bin.encode hex": y.bin.encode("hex"),
    "bin.encode base64": y.bin.encode("base64"),
    "bin.decode hex": col("h").bin.decode("hex", { strict: false }),
    "bin.decode base64": col("q").bin.decode("base64", { strict: false }),
    "bin.decode strictly": y.bin.encode("hex").cast(Binary).bin.decode("hex"),
    "bin.get": y.bin.get(0, { nullOnOob: true }),
    "bin.get by a column": y.bin.get(col("k"), { nullOnOob: true }),
    "bin.head": y.bin.head(2),
    "bin.head all but": y.bin.head(-1),
    "bin.head by a column": y.bin.head(col("k")),
    "bin.tail": y.bin.tail(2),
    "bin.tail all but": y.bin.tail(-1),
    "bin.slice": y.bin.slice(1),
    "bin.slice from the end": y.bin.slice(-2, 1),
    "bin.slice before the start": y.bin.slice(-9, 8),
    "bin.slice by a column": y.bin.slice(col("k"), 1),
    "bin.slice past the end": y.bin.slice(9),
    "bin.reinterpret": n.bin.reinterpret(Int64),
    "bin.reinterpret big": n.bin.reinterpret(UInt16, { endianness: "big" }),
    "bin.reinterpret Int32": n.bin.reinterpret(Int32, { endianness: "big" }),
    "bin.reinterpret floats": n.bin.reinterpret(Float64),
    "bin.reinterpret times": n.bin.reinterpret(Datetime("us")),
    "bin.reinterpret arrays": n.bin.reinterpret(FixedSizeList(UInt8, 2)).arr.toList(),
  }),
  ...plans({ "bytes of no rows": () => binaries().head(0).select(y.bin.size(), n.bin.reinterpret(Int64)) }),
  ...failing("TYPE_MISMATCH", {
    "bin of numbers": () => binaries().select(col("k").bin.size()),
    "bin.reinterpret text": () => binaries().select(n.bin.reinterpret(Utf8)),
  }),
  ...failing("INVALID_CAST", {
    "bin.decode of what is no hex": () => binaries().select(col("h").bin.decode("hex")),
    "bin.decode of what is no base64": () => binaries().select(col("q").bin.decode("base64")),
  }),
  ...failing("OUT_OF_RANGE", {
    "bin.get out of bounds": () => binaries().select(y.bin.get(0)),
    "bin.slice of a negative length": () => binaries().select(y.bin.slice(0, -1)),
  }),
  ...failing("INVALID_ARGUMENT", { "bin.encode to what is not known": () => binaries().select(y.bin.encode("zz")) }),
};

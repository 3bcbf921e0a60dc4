"""Writes the golden files beside it with pyarrow 26: `python make.py`. Each has its expected columns as JSON."""
import datetime as dt
import decimal
import json
import pathlib

import pyarrow as pa
import pyarrow.ipc as ipc

HERE = pathlib.Path(__file__).parent
D = decimal.Decimal


def expected(name, columns):
    text = "[\n" + ",\n".join(f"  {json.dumps(c, ensure_ascii=False)}" for c in columns) + "\n]\n"
    (HERE / f"{name}.json").write_text(text, encoding="utf-8")


def write(name, fields, columns, stream=False, compression=None, repeat=1):
    """fields: (type, values, our type, values as we store them: text for 64 bits and more)"""
    arrays = [v if isinstance(v, (pa.Array, pa.ChunkedArray)) else pa.array(v, t) for t, v, _, _ in fields]
    schema = pa.schema([pa.field(f"c{i}", a.type) for i, a in enumerate(arrays)])
    options = ipc.IpcWriteOptions(compression=compression, emit_dictionary_deltas=False)
    with (ipc.new_stream if stream else ipc.new_file)(HERE / f"{name}.arrow", schema, options=options) as w:
        for _ in range(repeat):
            w.write_batch(pa.record_batch(arrays, schema=schema))
    expected(name, [{"type": ours, "values": values * repeat} for _, _, ours, values in fields])


day = dt.date(2024, 2, 29)
moment = dt.datetime(2024, 2, 29, 12, 30, 15)
ms = 1709209815000
texts = ["short", None, "a text of more than twelve bytes", "žluťoučký kůň pěl", ""]

write("types", [
    (pa.null(), [None] * 5, "Null", [None] * 5),
    (pa.bool_(), [True, None, False, True, True], "Bool", [True, None, False, True, True]),
    (pa.int8(), [1, None, -128, 127, 0], "Int8", [1, None, -128, 127, 0]),
    (pa.uint64(), [1, None, 2**64 - 1, 0, 2], "UInt64", ["1", None, str(2**64 - 1), "0", "2"]),
    (pa.float16(), [1.5, None, -65504.0, 2.0**-24, 0.0], "Float32", [1.5, None, -65504, 2.0**-24, 0]),
    (pa.float64(), [1.5, None, -1e300, 0.1, 0.0], "Float64", [1.5, None, -1e300, 0.1, 0]),
    (pa.decimal32(7, 2), [D("1.25"), None, D("-99999.99"), D(0), D("0.01")], "Decimal(7, 2)", ["125", None, "-9999999", "0", "1"]),
    (pa.decimal64(18, 0), [D(5), None, D(-5), D(0), D(10**17)], "Decimal(18, 0)", ["5", None, "-5", "0", str(10**17)]),
    (pa.decimal128(38, 3), [D("1.250"), None, D("-1.250"), D(0), D("0.001")], "Decimal(38, 3)", ["1250", None, "-1250", "0", "1"]),
    (pa.decimal256(70, 3), [D("1.250"), None, D("-1.250"), D(0), D(10**30)], "Decimal(38, 3)", ["1250", None, "-1250", "0", str(10**33)]),
    (pa.date32(), [day, None, day, day, dt.date(1969, 12, 31)], "Date32", [19782, None, 19782, 19782, -1]),
    (pa.date64(), [day, None, day, day, dt.date(1969, 12, 31)], 'Datetime("ms")', ["1709164800000", None, "1709164800000", "1709164800000", "-86400000"]),
    (pa.time32("s"), [dt.time(1, 2, 3), None, dt.time(0), dt.time(23, 59, 59), dt.time(0)], "Time", ["3723000000000", None, "0", "86399000000000", "0"]),
    (pa.time32("ms"), [dt.time(1, 2, 3, 4000), None, dt.time(0), dt.time(0), dt.time(0)], "Time", ["3723004000000", None, "0", "0", "0"]),
    (pa.time64("us"), [dt.time(1, 2, 3, 4), None, dt.time(0), dt.time(0), dt.time(0)], "Time", ["3723000004000", None, "0", "0", "0"]),
    (pa.time64("ns"), [1, None, 2, 3, 4], "Time", ["1", None, "2", "3", "4"]),
    (pa.timestamp("s"), [moment, None, moment, dt.datetime(1900, 1, 1), moment], 'Datetime("ms")', [str(ms), None, str(ms), "-2208988800000", str(ms)]),
    (pa.timestamp("us", "Europe/Berlin"), [1, None, -1, 0, 2**62], 'Datetime("us", "Europe/Berlin")', ["1", None, "-1", "0", str(2**62)]),
    (pa.timestamp("ns", "+05:30"), [1, None, -1, 0, 2], 'Datetime("ns", "+05:30")', ["1", None, "-1", "0", "2"]),
    (pa.duration("s"), [1, None, -1, 0, 2], 'Duration("ms")', ["1000", None, "-1000", "0", "2000"]),
    (pa.duration("ns"), [1, None, -1, 0, 2], 'Duration("ns")', ["1", None, "-1", "0", "2"]),
    (pa.string(), texts, "Utf8", texts),
    (pa.large_string(), texts, "Utf8", texts),
    (pa.string_view(), texts, "Utf8", texts),
    (pa.binary(), [b"\x00\xff", None, b"", b"a", b"b"], "Binary", ["00ff", None, "", "61", "62"]),
    (pa.large_binary(), [b"\x00\xff", None, b"", b"a", b"b"], "Binary", ["00ff", None, "", "61", "62"]),
    (pa.binary_view(), [b"\x00\xff", None, b"", b"a" * 20, b"b"], "Binary", ["00ff", None, "", "61" * 20, "62"]),
    (pa.binary(3), [b"abc", None, b"\x00\x01\x02", b"zzz", b"   "], "Binary", ["616263", None, "000102", "7a7a7a", "202020"]),
], None)

pairs = [[("a", 1), ("b", None)], None, [], [("c", 3)], [("d", 4)]]
as_structs = [None if p is None else [{"key": k, "value": v} for k, v in p] for p in pairs]
lists = [[1, None], None, [], [3], [4, 5]]
views = pa.ListViewArray.from_arrays(pa.array([4, 0, 1, 1, 0], pa.int32()), pa.array([2, 0, 3, 0, 1], pa.int32()), pa.array([1, 2, 3, 4, 5, 6]))
runs = pa.RunEndEncodedArray.from_arrays(pa.array([2, 3, 5], pa.int16()), pa.array(["x", None, "y"]))
nested = [
    (pa.list_(pa.int32()), lists, "List(Int32)", lists),
    (pa.large_list(pa.int32()), lists, "List(Int32)", lists),
    (pa.list_view(pa.int32()), lists, "List(Int32)", lists),
    (None, views, "List(Int64)", [["5", "6"], [], ["2", "3", "4"], [], ["1"]]),
    (pa.list_(pa.int32(), 2), [[1, 2], None, [3, None], [4, 5], [6, 7]], "FixedSizeList(Int32, 2)", [[1, 2], None, [3, None], [4, 5], [6, 7]]),
    (pa.struct([("a", pa.int32()), ("b", pa.string())]), [{"a": 1, "b": "x"}, None, {"a": None, "b": ""}, {"a": 2, "b": None}, {"a": 3, "b": "z"}],
     "Struct({ a: Int32, b: Utf8 })", [{"a": 1, "b": "x"}, None, {"a": None, "b": ""}, {"a": 2, "b": None}, {"a": 3, "b": "z"}]),
    (pa.map_(pa.string(), pa.int32()), pairs, "List(Struct({ key: Utf8, value: Int32 }))", as_structs),
    (None, runs, "Utf8", ["x", "x", None, "y", "y"]),
    (None, runs.slice(0, 5), "Utf8", ["x", "x", None, "y", "y"]),
]
write("nested", nested, None)
write("nested-slice", [
    (t, (v if isinstance(v, pa.Array) else pa.array(v, t)).slice(1, 3), ours, values[1:4]) for t, v, ours, values in nested if v is not runs
], None, stream=True)

coded = [
    (None, pa.array(["b", "a", None, "b", "c"]).dictionary_encode(), "Utf8", ["b", "a", None, "b", "c"]),
    (None, pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, None, 3], pa.uint8()), pa.array(["a", "b", "a", None])), "Utf8", ["a", "b", "a", None, None]),
    (None, pa.DictionaryArray.from_arrays(pa.array([3, 1, 0, None, 1], pa.int64()), pa.array([10, 20, None, 40])), "Int64", ["40", "20", "10", None, "20"]),
    (None, pa.DictionaryArray.from_arrays(pa.array([0, 0, 1, 1, None], pa.int16()), pa.array([[1], [2, 3]], pa.list_(pa.int32()))), "List(Int32)", [[1], [1], [2, 3], [2, 3], None]),
    (None, pa.array([["x", "y"], None, [], ["x"], [None]], pa.list_(pa.dictionary(pa.int8(), pa.string()))), "List(Utf8)", [["x", "y"], None, [], ["x"], [None]]),
    (None, pa.array(["u", None, "v", "u", "u"], pa.dictionary(pa.uint32(), pa.large_string())), "Utf8", ["u", None, "v", "u", "u"]),
    (None, pa.DictionaryArray.from_arrays(pa.array([0, 1, 0, 1, None], pa.int32()), pa.array(["long enough to be no inline view", "w"], pa.string_view())), "Utf8",
     ["long enough to be no inline view", "w", "long enough to be no inline view", "w", None]),
]
write("dictionaries", coded, None)
words = [f"word {i % 7}" for i in range(500)]
for codec in ("lz4", "zstd"):
    write(f"compressed-{codec}", [(pa.string(), words, "Utf8", words), (pa.int64(), list(range(500)), "Int64", [str(i) for i in range(500)]), (pa.bool_(), [None] * 500, "Bool", [None] * 500)],
          None, stream=codec == "zstd", compression=codec, repeat=2)

for name, deltas, parts in (("deltas", True, [["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]]), ("replaced", False, [["a", "b"], ["c"], ["b", "a"]])):
    arrays = [pa.DictionaryArray.from_arrays(pa.array([len(p) - 1, 0, None], pa.int32()), pa.array(p)) for p in parts]
    schema = pa.schema([("c0", arrays[0].type)])
    with ipc.new_stream(HERE / f"{name}.arrow", schema, options=ipc.IpcWriteOptions(emit_dictionary_deltas=deltas)) as w:
        for a in arrays:
            w.write_batch(pa.record_batch([a], schema=schema))
    expected(name, [{"type": "Utf8", "values": [v for a in arrays for v in a.to_pylist()]}])

for name, bad in (
    ("interval", pa.array([pa.MonthDayNano([1, 2, 3])])),
    ("union", pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array([1])])),
):
    with ipc.new_file(HERE / f"{name}.arrow", pa.schema([("odd", bad.type)])) as w:
        w.write_batch(pa.record_batch([bad], names=["odd"]))

import polars as pl

frame = pl.DataFrame({
    "c0": pl.Series(["a", "b", None], dtype=pl.Categorical),
    "c1": pl.Series(["zé", "x", None], dtype=pl.Enum(["x", "", "zé", "1;2"])),
    "c2": ["plain", None, "text that is longer than a view"],
    "c3": pl.Series([[1], [], None], dtype=pl.List(pl.Int16)),
    "c4": pl.Series([[1, 2], [3, 4], None], dtype=pl.Array(pl.Int8, 2)),
})
frame.write_ipc(HERE / "polars.arrow", compression="zstd")
expected("polars", [
    {"type": "Categorical", "values": ["a", "b", None]}, {"type": 'Enum(["x","","zé","1;2"])', "values": ["zé", "x", None]},
    {"type": "Utf8", "values": frame["c2"].to_list()}, {"type": "List(Int16)", "values": [[1], [], None]},
    {"type": "FixedSizeList(Int8, 2)", "values": [[1, 2], [3, 4], None]},
])

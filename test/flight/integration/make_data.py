"""python make_data.py FOLDER: Arrow files of many types, a family each, three batches with nulls and an empty one."""
import datetime as dt, decimal, sys
import pyarrow as pa

D = decimal.Decimal
N = 7


def some(values):
    return [None if i % 5 == 3 else values[i % len(values)] for i in range(N)]


FAMILIES = {
    "integers": {t: pa.array(some([0, 1, 100, 7]), getattr(pa, t)()) for t in
                 ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]},
    "floats": {"f16": pa.array([None, 1.5, -2.0, 0.0, 3.25, 1.0, None], pa.float16()),
               "f32": pa.array(some([1.5, -2.25, 0.0]), pa.float32()),
               "f64": pa.array(some([1.5, -2.25, 1e300]), pa.float64()), "bool": pa.array(some([True, False]))},
    "texts": {"utf8": pa.array(some(["", "a", "äöü", "x" * 40])), "binary": pa.array(some([b"", b"\0\1"])),
              "fixed": pa.array(some([b"abc", b"xyz"]), pa.binary(3)),
              "large": pa.array(some(["", "b", "z" * 30]), pa.large_utf8()),
              "large_binary": pa.array(some([b"q"]), pa.large_binary())},
    "views": {"sv": pa.array(some(["", "short", "more than twelve bytes", "y" * 50]), pa.string_view()),
              "bv": pa.array(some([b"", b"more than twelve bytes"]), pa.binary_view())},
    "decimals": {"d128": pa.array(some([D("1.25"), D("-3.00")]), pa.decimal128(10, 2)),
                 "d256": pa.array(some([D("1.250"), D("-3.000")]), pa.decimal256(50, 3))},
    "small-decimals": {"d32": pa.array(some([D("1.25")]), pa.decimal32(7, 2)), "d64": pa.array(some([D("1.25")]), pa.decimal64(15, 2))},
    "times": {"date32": pa.array(some([dt.date(2024, 2, 29), dt.date(1960, 1, 1)])),
              "date64": pa.array(some([86400000, 0]), pa.date64()),
              **{f"time_{u}": pa.array(some([0, 1, 59]), (pa.time32 if u in "s ms".split() else pa.time64)(u)) for u in ["s", "ms", "us", "ns"]},
              **{f"ts_{u}": pa.array(some([0, 1, -5000]), pa.timestamp(u)) for u in ["s", "ms", "us", "ns"]},
              "zoned": pa.array(some([0, 10**9]), pa.timestamp("us", "Europe/Berlin")),
              **{f"dur_{u}": pa.array(some([0, 1, -7]), pa.duration(u)) for u in ["s", "ms", "us", "ns"]}},
    "intervals": {"mdn": pa.array(some([pa.MonthDayNano([1, 2, 3])]))},
    "nested": {"list": pa.array(some([[1, 2], [], [None, 3]]), pa.list_(pa.int32())),
               "struct": pa.array(some([{"a": 1, "b": "x"}, {"a": None, "b": ""}]), pa.struct([("a", pa.int64()), ("b", pa.utf8())])),
               "fixed": pa.array(some([[1, 2], [3, None]]), pa.list_(pa.int16(), 2)),
               "deep": pa.array(some([[{"a": [1.5]}], []]), pa.list_(pa.struct([("a", pa.list_(pa.float64()))])))},
    "more-nested": {"large": pa.array(some([["a"], []]), pa.large_list(pa.utf8())),
                    "map": pa.array(some([[("k", 1)], []]), pa.map_(pa.utf8(), pa.int32()))},
    "dictionaries": {"i8": pa.array(some(["a", "b", "c"])).dictionary_encode().cast(pa.dictionary(pa.int8(), pa.utf8())),
                     "i32": pa.array(some(["x", "y"])).dictionary_encode(),
                     "numbers": pa.array(some([10, 20])).dictionary_encode()},
    "unions": {"dense": pa.UnionArray.from_dense(pa.array([0, 1, 0, 1, 0, 1, 1], pa.int8()), pa.array([0, 0, 1, 1, 2, 2, 3], pa.int32()),
                                                 [pa.array([1, None, 3]), pa.array(["a", "b", None, "d"])])},
    "nothing": {"n": pa.nulls(N), "i": pa.array(range(N))},
    "runs": {"ree": pa.RunEndEncodedArray.from_arrays(pa.array([2, 5, 7], pa.int32()), pa.array(["a", None, "b"]))},
}

for name, columns in FAMILIES.items():
    batch = pa.record_batch(list(columns.values()), names=list(columns))
    with pa.OSFile(f"{sys.argv[1]}/{name}.arrow", "wb") as file, pa.ipc.new_file(file, batch.schema) as writer:
        for part in [batch, batch.slice(0, 0), batch.slice(2, 3)] if name not in ("runs", "unions") else [batch]:
            writer.write_batch(part)
print(" ".join(FAMILIES))

"""Writes Parquet files with pyarrow into a folder: every encoding, codec and page version, and one with indexes to prune by."""
import datetime, decimal, random, sys
import pyarrow as pa
import pyarrow.parquet as pq

folder = sys.argv[1]
rng = random.Random(7)
N = 5000

def maybe(values, share=0.1):
    return [None if rng.random() < share else v for v in values]

words = ["", "apple", "größer", "日本語", "x" * 300, "prefix-common-1", "prefix-common-22", "prefix-other"]
plain = {
    "b": pa.array(maybe(rng.random() < 0.5 for _ in range(N))),
    "runs": pa.array([i // 700 % 2 == 0 for i in range(N)]),
    "i32": pa.array(maybe(rng.randint(-2**31, 2**31 - 1) for _ in range(N)), pa.int32()),
    "i64": pa.array([i * 1000 + rng.randint(0, 5) for i in range(N)], pa.int64()),
    "wild": pa.array(maybe(rng.randint(-2**63, 2**63 - 1) for _ in range(N)), pa.int64()),
    "f32": pa.array(maybe(rng.random() for _ in range(N)), pa.float32()),
    "f64": pa.array([rng.gauss(0, 1) for _ in range(N)], pa.float64()),
    "s": pa.array(maybe(rng.choice(words) for _ in range(N))),
    "sorted": pa.array(sorted(f"key-{rng.randint(0, 10**6):07d}" for _ in range(N))),
    "flba": pa.array(maybe(rng.randbytes(12) for _ in range(N)), pa.binary(12)),
}
flat = pa.table(plain)
nested = pa.table({
    "l": pa.array(maybe([rng.choice(words) if rng.random() > 0.1 else None for _ in range(rng.randint(0, 4))] for _ in range(N))),
    "st": pa.array(maybe({"a": i, "b": maybe([i, i + 1])} for i in range(N)), pa.struct([("a", pa.int32()), ("b", pa.list_(pa.int64()))])),
    "m": pa.array(maybe([(rng.choice(words), i) for _ in range(rng.randint(0, 3))] for i in range(N)), pa.map_(pa.string(), pa.int32())),
    "deep": pa.array(maybe([[[i] * rng.randint(0, 3)] * rng.randint(0, 2) for _ in range(rng.randint(0, 3))] for i in range(N))),
})
types = pa.table({
    "d32": pa.array(maybe(datetime.date(2020, 1, 1) + datetime.timedelta(days=i % 900) for i in range(N))),
    "t_s": pa.array(maybe(datetime.time(i % 24, i % 60, i % 59) for i in range(N)), pa.time32("ms")),
    "t_us": pa.array(maybe(datetime.time(i % 24, i % 60, i % 59, i) for i in range(N)), pa.time64("us")),
    "ts_ms": pa.array(maybe(i * 10**7 for i in range(N)), pa.timestamp("ms")),
    "ts_ny": pa.array(maybe(i * 10**12 for i in range(N)), pa.timestamp("us", "America/New_York")),
    "dur": pa.array(maybe(range(N)), pa.duration("us")),
    "dec": pa.array(maybe(decimal.Decimal(i - 2500).scaleb(-3) for i in range(N)), pa.decimal128(20, 3)),
    "dec5": pa.array(maybe(decimal.Decimal(i - 2500).scaleb(-2) for i in range(N)), pa.decimal128(7, 2)),
    "f16": pa.array(maybe(float(i % 2048) / 8 for i in range(N)), pa.float16()),
    "cat": pa.array(maybe(rng.choice(["x", "y", "z"]) for _ in range(N))).dictionary_encode(),
    "u8": pa.array(maybe(i % 256 for i in range(N)), pa.uint8()),
    "u16": pa.array(maybe(i for i in range(N)), pa.uint16()),
    "u32": pa.array(maybe(2**32 - 1 - i for i in range(N)), pa.uint32()),
    "u64": pa.array(maybe(2**64 - 1 - i for i in range(N)), pa.uint64()),
    "i8": pa.array(maybe(i % 256 - 128 for i in range(N)), pa.int8()),
    "i16": pa.array(maybe(-i for i in range(N)), pa.int16()),
    "large": pa.array(maybe(rng.choice(words) for _ in range(N)), pa.large_string()),
    "fixed": pa.array(maybe([i, i + 1] for i in range(N)), pa.list_(pa.int32(), 2)),
    "nothing": pa.nulls(N),
})
everything = pa.Table.from_arrays(flat.columns + nested.columns + types.columns, flat.column_names + nested.column_names + types.column_names)

def write(name, table, **options):
    pq.write_table(table, f"{folder}/{name}.parquet", row_group_size=3000, **options)

for codec in ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]:
    write(f"codec-{codec}", everything, compression=codec)
    write(f"codec-{codec}-v2", everything, compression=codec, data_page_version="2.0", data_page_size=4096)
write("plain", everything, use_dictionary=False, write_page_checksum=True)
write("overflow", everything, dictionary_pagesize_limit=600, data_page_size=2048)
write("legacy-lists", nested, use_compliant_nested_type=False)
write("int96", types.select(["ts_ms"]), use_deprecated_int96_timestamps=True)
write("without-arrow-schema", everything.drop_columns(["dur", "cat", "fixed", "ts_ny"]), store_schema=False)
write("integers-for-decimals", types.select(["dec", "dec5"]), store_decimal_as_integer=True)
for version in ["1.0", "2.0"]:
    write(f"delta-{version}", flat, use_dictionary=False, data_page_version=version, data_page_size=2048, column_encoding={
        "b": "RLE" if version == "2.0" else "PLAIN", "runs": "RLE" if version == "2.0" else "PLAIN", "i32": "DELTA_BINARY_PACKED",
        "i64": "DELTA_BINARY_PACKED", "wild": "DELTA_BINARY_PACKED", "f32": "BYTE_STREAM_SPLIT", "f64": "BYTE_STREAM_SPLIT",
        "s": "DELTA_LENGTH_BYTE_ARRAY", "sorted": "DELTA_BYTE_ARRAY", "flba": "BYTE_STREAM_SPLIT"})
write("front-coded", flat, use_dictionary=False, column_encoding={
    "s": "DELTA_BYTE_ARRAY", "sorted": "DELTA_LENGTH_BYTE_ARRAY", "flba": "DELTA_BYTE_ARRAY", "i32": "BYTE_STREAM_SPLIT", "wild": "BYTE_STREAM_SPLIT"})

M = 20000
nan = float("nan")
prune = pa.table({
    "id": pa.array(range(M), pa.int64()),
    "i": pa.array(maybe(i // 3 for i in range(M)), pa.int32()),
    "u": pa.array([2**63 + i for i in range(M)], pa.uint64()),
    "f": pa.array([nan if i % 1000 == 7 else i / 4 for i in range(M)], pa.float64()),
    "g": pa.array(maybe(i / 10 for i in range(M)), pa.float32()),
    "s": pa.array(maybe(f"name-{i:06d}" for i in range(M))),
    "r": pa.array([f"r{rng.randint(0, 10**9)}" for _ in range(M)]),
    "k": pa.array([rng.randint(0, 2**40) * 2 for _ in range(M)], pa.int64()),
    "t": pa.array([i * 60_000_000 for i in range(M)], pa.timestamp("us")),
    "d": pa.array([datetime.date(1990, 1, 1) + datetime.timedelta(days=i // 10) for i in range(M)]),
    "c": pa.array(maybe(decimal.Decimal(i).scaleb(-2) for i in range(M)), pa.decimal128(12, 2)),
    "b": pa.array([i < 9000 for i in range(M)]),
    "n": pa.array([None if i < 8000 else i for i in range(M)], pa.int64()),
    "l": pa.array([[i] * (i % 3) for i in range(M)], pa.list_(pa.int64())),
    "st": pa.array([{"x": i, "y": str(i)} for i in range(M)]),
})
blooms = {c: {"ndv": 4000, "fpp": 0.01} for c in ["r", "k"]}
for name, options in {"prune": {"write_page_index": True, "bloom_filter_options": blooms}, "prune-v2": {"write_page_index": True, "data_page_version": "2.0"}, "prune-groups": {}}.items():
    pq.write_table(prune, f"{folder}/{name}.parquet", row_group_size=4000, max_rows_per_page=256, write_batch_size=64, **options)

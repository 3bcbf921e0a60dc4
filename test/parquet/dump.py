"""Prints what pyarrow reads from Parquet files, one JSON line for each: {"name", "schema": [[name, type]], "columns"} or {"name", "error"}.

Values: integers, times and unscaled decimals as text, floats as the hex of their 8 bytes, binary as hex.
"""
import base64, json, struct, sys
import pyarrow as pa
import pyarrow.parquet as pq

checksum = "--checksum" in sys.argv
files = [f for f in sys.argv[1:] if not f.startswith("--")]

def type_text(t):
    if pa.types.is_null(t): return "Null"
    if pa.types.is_boolean(t): return "Bool"
    if pa.types.is_integer(t): return str(t).replace("uint", "UInt").replace("int", "Int") if str(t).startswith("u") else str(t).replace("int", "Int")
    if pa.types.is_float16(t) or pa.types.is_float32(t): return "Float32"
    if pa.types.is_float64(t): return "Float64"
    if pa.types.is_decimal(t): return f"Decimal({t.precision}, {t.scale})"
    if pa.types.is_string(t) or pa.types.is_large_string(t): return "Utf8"
    if pa.types.is_binary(t) or pa.types.is_large_binary(t) or pa.types.is_fixed_size_binary(t): return "Binary"
    if pa.types.is_date32(t): return "Date32"
    if pa.types.is_time(t): return "Time"
    if pa.types.is_timestamp(t): return f'Datetime("{t.unit}")' if t.tz is None else f'Datetime("{t.unit}", "{t.tz}")'
    if pa.types.is_duration(t): return f'Duration("{t.unit}")'
    if pa.types.is_dictionary(t): return "Categorical"
    if pa.types.is_map(t): return f"List(Struct({{ key: {type_text(t.key_type)}, value: {type_text(t.item_type)} }}))"
    if pa.types.is_fixed_size_list(t): return f"FixedSizeList({type_text(t.value_type)}, {t.list_size})"
    if pa.types.is_list(t) or pa.types.is_large_list(t): return f"List({type_text(t.value_type)})"
    if pa.types.is_struct(t): return "Struct({ " + ", ".join(f"{f.name}: {type_text(f.type)}" for f in t) + " })"
    if isinstance(t, pa.BaseExtensionType): return type_text(t.storage_type)
    return str(t)

NANOS = {"s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1}

def value(v, t):
    if not v.is_valid: return None
    if isinstance(t, pa.BaseExtensionType): return value(v.value, t.storage_type)
    if pa.types.is_boolean(t): return v.as_py()
    if pa.types.is_integer(t): return str(v.as_py())
    if pa.types.is_floating(t): return struct.pack(">d", float(v.as_py())).hex() if v.as_py() == v.as_py() else "nan"
    if pa.types.is_decimal(t): return str(int(v.as_py().scaleb(t.scale, __import__("decimal").Context(prec=80))))
    if pa.types.is_string(t) or pa.types.is_large_string(t): return v.as_py()
    if pa.types.is_binary(t) or pa.types.is_large_binary(t) or pa.types.is_fixed_size_binary(t): return v.as_py().hex()
    if pa.types.is_time(t): return str(v.value * NANOS[t.unit])
    if pa.types.is_date(t) or pa.types.is_timestamp(t) or pa.types.is_duration(t): return str(v.value)
    if pa.types.is_dictionary(t): return v.as_py()
    if pa.types.is_map(t): return [[value(e[0], t.key_type), value(e[1], t.item_type)] for e in entries(v)]
    if pa.types.is_list(t) or pa.types.is_large_list(t) or pa.types.is_fixed_size_list(t): return [value(e, t.value_type) for e in v.values]
    if pa.types.is_struct(t): return [value(v[i], t[i].type) for i in range(t.num_fields)]
    raise TypeError(str(t))

def entries(v):
    return [(e[0], e[1]) for e in v.values]

for f in files:
    out = {"name": f}
    try:
        table = pq.ParquetFile(f, page_checksum_verification=checksum).read()
        table.validate(full=True)
        out["schema"] = [[n, type_text(t)] for n, t in zip(table.schema.names, table.schema.types)]
        out["rows"] = table.num_rows
        out["columns"] = [[value(v, c.type) for v in c] for c in table.columns]
    except Exception as e:
        out = {"name": f, "error": f"{type(e).__name__}: {e}"[:200]}
    print(json.dumps(out))

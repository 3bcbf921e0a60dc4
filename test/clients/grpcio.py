"""Drives every method of polaroid.v1.DataFrameService through server reflection: no generated code, no .proto file."""
import io
import json
import sys

import grpc
import pyarrow as pa
from google.protobuf import descriptor_pool, message_factory
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

address, SERVICE = sys.argv[1], "polaroid.v1.DataFrameService"
channel = grpc.insecure_channel(address, options=[("grpc.max_receive_message_length", 64 << 20)])
database = ProtoReflectionDescriptorDatabase(channel)
pool = descriptor_pool.DescriptorPool(database)
called = set()


def service(name):
    found = pool.FindServiceByName(name)
    return {m.name: m for m in found.methods}


METHODS = service(SERVICE)


def message(descriptor, fields):
    """A message of plain values."""
    made = message_factory.GetMessageClass(descriptor)()
    from google.protobuf import json_format

    return json_format.ParseDict(fields, made)


def call(name, fields=None, service_name=SERVICE, methods=METHODS, metadata=()):
    method = methods[name]
    if service_name == SERVICE:
        called.add(name)
    request = message(method.input_type, fields or {})
    answer = message_factory.GetMessageClass(method.output_type)
    path = f"/{service_name}/{name}"
    kind = channel.unary_stream if method.server_streaming else channel.unary_unary
    stub = kind(path, request_serializer=lambda m: m.SerializeToString(), response_deserializer=answer.FromString)
    got = stub(request, timeout=20, metadata=metadata)
    return list(got) if method.server_streaming else got


def ipc(table):
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    import base64

    return base64.b64encode(sink.getvalue()).decode()


def rows(batches):
    """Each message is a stream of its own, with one batch at most."""
    tables = []
    for b in batches:
        assert b.error == ""
        reader = pa.ipc.open_stream(b.arrow_ipc)
        found = list(reader)
        assert len(found) <= 1, len(found)
        tables.append(pa.Table.from_batches(found, reader.schema))
    return pa.concat_tables(tables).to_pylist()


def of(handle):
    return rows(call("Collect", {"handle": handle.handle}))


def same(found, wanted):
    assert found == wanted, f"{found} where {wanted} is expected"


def fails(code, name, fields=None, **more):
    try:
        call(name, fields, **more)
    except grpc.RpcError as e:
        assert e.code() == code, (name, e.code(), e.details())
        return e.details()
    raise AssertionError(f"{name} did not fail")


trades = pa.table(
    {
        "time": pa.array([0, 60_000, 120_000, 360_000], pa.timestamp("ms")),
        "symbol": ["A", "B", "A", "A"],
        "price": pa.array([1.0, 2.0, 3.0, None]),
        "qty": pa.array([1, 2, 3, 4], pa.int64()),
    }
)
code = grpc.StatusCode

info = call("ServerInfo")
assert info.name == "polaroid" and list(info.plan_versions) == [1], info
assert call("Heartbeat", {"sentMs": "5"}).sent_ms == 5

# Sources.
t = call("ReadIpc", {"arrowIpc": ipc(trades)})
same(len(t.handle), 36)
planes = call("ReadParquet", {"path": "planes.parquet", "columns": ["tailnum", "seats"], "predicate": "seats > 400"})
assert all(r["seats"] > 400 for r in of(planes)) and len(of(planes)) > 0
same(len(of(call("ReadCsv", {"path": "airports.csv", "columns": ["faa"]}))), 1458)
call("WriteCsv", {"handle": t.handle, "path": "t.csv"})
same(call("WriteParquet", {"handle": t.handle, "path": "t.parquet", "compression": "zstd"}).rows, 4)
same(of(call("ReadParquet", {"path": "t.parquet"})), trades.to_pylist())
same(len(call("BatchRead", {"paths": ["t.parquet", "planes.parquet"]}).handles), 2)
same(len(of(call("ReadNdjson", {"path": "lines.ndjson"}))), 2)
fails(code.PERMISSION_DENIED, "ReadCsv", {"path": "/etc/passwd"})
for name in ("ReadWebSocket", "ReadRestApi", "ReadGrpcStream"):
    assert "not built yet" in fails(code.UNIMPLEMENTED, name)

# Steps.
h = t.handle
same([r["qty"] for r in of(call("Filter", {"handle": h, "predicate": "price > 1 and symbol = 'A'"}))], [3])
node = {
    "kind": "call",
    "fields": json.dumps({"fn": "gt", "options": {}}),
    "args": [
        {"kind": "col", "fields": json.dumps({"name": "qty"})},
        {"kind": "lit", "fields": json.dumps({"value": 2, "type": None})},
    ],
}
same([r["qty"] for r in of(call("Filter", {"handle": h, "expr": {"node": node}}))], [3, 4])
same(of(call("Select", {"handle": h, "columns": ["symbol"], "exprs": [{"sql": "qty * 2 as double"}]}))[0], {"symbol": "A", "double": 2})
same(of(call("WithColumn", {"handle": h, "name": "price", "expr": {"sql": "coalesce(price, 0)"}}))[3]["price"], 0.0)
same(of(call("WithColumns", {"handle": h, "exprs": [{"sql": "qty + 1 as more"}]}))[0]["more"], 2)
same(list(of(call("Drop", {"handle": h, "columns": ["time", "qty"]}))[0]), ["symbol", "price"])
same("n" in of(call("Rename", {"handle": h, "names": {"qty": "n"}}))[0], True)
same(of(call("Cast", {"handle": h, "types": {"qty": "varchar"}}))[0]["qty"], "1")
grouped = call("GroupBy", {"handle": h, "keys": ["symbol"], "aggregations": [{"column": "qty", "function": "sum"}, {"column": "price", "function": "ohlc"}]})
by_symbol = of(call("Sort", {"handle": grouped.handle, "by": [{"column": "symbol"}]}))
same(by_symbol[0], {"symbol": "A", "qty_sum": 8, "price_open": 1.0, "price_high": 3.0, "price_low": 1.0, "price_close": None})
same(len(of(call("Join", {"left": h, "right": grouped.handle, "on": ["symbol"]}))), 4)
quotes = call("ReadIpc", {"arrowIpc": ipc(pa.table({"time": pa.array([0, 100_000], pa.timestamp("ms")), "bid": [9.0, 8.0]}))})
same([r["bid"] for r in of(call("AsofJoin", {"left": h, "right": quotes.handle, "on": "time", "tolerance": "1m"}))], [9.0, 9.0, 8.0, None])
same(len(of(call("Slice", {"handle": h, "offset": "-2", "length": "1"}))), 1)
same(len(of(call("Unique", {"handle": h, "subset": ["symbol"], "keep": "first"}))), 2)
same(len(of(call("Concat", {"handles": [h, h]}))), 8)
lists = call("ReadIpc", {"arrowIpc": ipc(pa.table({"l": [[1, 2], [3]]}))})
same(len(of(call("Explode", {"handle": lists.handle, "columns": ["l"]}))), 3)
long = call("Unpivot", {"handle": grouped.handle, "index": ["symbol"], "on": ["price_open", "price_high"]})
same(len(of(long)), 4)
wide = call("Pivot", {"handle": long.handle, "on": "variable", "onValues": ["price_open", "price_high"], "index": ["symbol"], "values": ["value"], "aggregateFunction": "sum"})
same(sorted(r["symbol"] for r in of(wide)), ["A", "B"])
same(len(of(call("Sample", {"handle": h, "n": "2", "seed": 1}))), 2)
same([r["qty_sum"] for r in of(call("Resample", {"handle": h, "frequency": "5m", "aggregations": [{"column": "qty", "function": "sum"}]}))], [6, 4])
same(of(call("ResampleOhlcv", {"handle": h, "frequency": "5m", "timeColumn": "time", "priceColumn": "price", "volumeColumn": "qty"}))[0]["high"], 3.0)
same(of(call("RollingWindow", {"handle": h, "column": "qty", "function": "sum", "windowSize": 2, "alias": "s"}))[3]["s"], 7)
same(of(call("Lag", {"handle": h, "column": "qty", "alias": "l"}))[1]["l"], 1)
same(of(call("Diff", {"handle": h, "column": "qty", "alias": "d"}))[1]["d"], 1)
same(of(call("Fill", {"handle": h, "columns": ["price"], "strategy": "forward"}))[3]["price"], 3.0)
fails(code.INVALID_ARGUMENT, "Filter", {"handle": h, "predicate": "price >"})

# Answers.
nodes = [{"kind": "handle", "fields": json.dumps({"handle": h})}, {"kind": "filter", "inputs": [0], "exprs": [{"sql": "qty > 3"}]}]
same(len(rows(call("CollectLazy", {"plan": {"version": 1, "nodes": nodes}}))), 1)
fails(code.UNIMPLEMENTED, "CollectLazy", {"plan": {"version": 9, "nodes": nodes}})
same(rows(call("Sql", {"query": "select count(*) as n from t", "tables": {"t": h}})), [{"n": 4}])
same(of(call("ScanSql", {"query": "select max(qty) as n from t", "tables": {"t": h}})), [{"n": 4}])
explained = call("Explain", {"handle": grouped.handle, "optimized": True})
assert "groupBy" in explained.logical_plan and explained.engine != "", explained
schema = call("GetSchema", {"handle": h})
same([(c.name, c.type) for c in schema.columns][1:], [("symbol", "Utf8"), ("price", "Float64"), ("qty", "Int64")])
same(pa.ipc.read_schema(pa.py_buffer(schema.arrow_schema)).names, trades.schema.names)
stats = call("GetStats", {"handle": h})
same([(s.name, s.nulls) for s in stats.columns][2], ("price", 1))
done = [m for m in call("BatchCollect", {"handles": [h, "nobody"]}) if m.done]
same(sorted((m.index, m.status) for m in done), [(0, 0), (1, 5)])

# Handles and sessions.
kept = call("Cache", {"handle": grouped.handle})
assert kept.handle in [x.handle for x in call("ListHandles").handles]
same(call("TouchHandle", {"handle": kept.handle, "ttlMs": "5000"}).rows, 2)
same(call("DropHandle", {"handle": kept.handle}).dropped, True)
fails(code.NOT_FOUND, "Collect", {"handle": kept.handle})
session = call("CreateSession", {"ttlMs": "60000"})
mine = (("x-polaroid-session", session.session),)
fails(code.NOT_FOUND, "Collect", {"handle": h}, metadata=mine)
call("ReadIpc", {"arrowIpc": ipc(trades)}, metadata=mine)
same(call("CloseSession", metadata=mine).handles_dropped, 1)
fails(code.NOT_FOUND, "ListHandles", metadata=mine)

# Tables.
same(call("PutTable", {"table": "trades", "arrowIpc": ipc(trades)}).rows, 4)
fails(code.ALREADY_EXISTS, "PutTable", {"table": "trades", "arrowIpc": ipc(trades)})
same(call("AppendRecords", {"table": "trades", "recordsJson": json.dumps([{"symbol": "Z", "qty": 9}])}).rows, 1)
same({x.name: x.rows for x in call("ListTables").tables}["trades"], 5)
same(rows(call("Sql", {"query": "insert into trades (symbol, qty) values ('Y', 8)"})), [{"rows": 1}])
same(rows(call("Sql", {"query": "select sum(qty) as n from trades"})), [{"n": 27}])
same(call("Cancel", {"queryId": "nobody"}).cancelled, False)

# The small service.
SMALL = "polaroid.v1.PolaroidConnect"
small = service(SMALL)
p = call("ReadParquet", {"path": "t.parquet"}, SMALL, small)
p = call("Filter", {"handle": p.handle, "predicate": "qty > 2"}, SMALL, small)
same(len(pa.ipc.open_stream(call("Collect", {"handle": p.handle}, SMALL, small).arrow_ipc).read_all()), 2)

missing = sorted(set(METHODS) - called)
assert not missing, f"not called: {missing}"
print(f"called {len(called)} methods of {len(METHODS)}")

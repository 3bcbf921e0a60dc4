"""python calls.py COMMAND PORT [FILE NAME]: what pyarrow asks of our server; fails where the answers are not right."""
import sys
import pyarrow as pa
import pyarrow.flight as fl

command, port, *rest = sys.argv[1:]
client = fl.connect(f"grpc://localhost:{port}")


def table_of(path):
    with pa.OSFile(path, "rb") as file:
        return pa.ipc.open_file(file).read_all()


def put(path, name, options=None):
    table = table_of(path)
    descriptor = fl.FlightDescriptor.for_path(name)
    writer, reader = client.do_put(descriptor, table.schema, fl.FlightCallOptions(write_options=options) if options else None)
    batches = table.to_batches()
    for i, batch in enumerate(batches):
        writer.write_with_metadata(batch, str(i).encode())
        answer = reader.read().to_pybytes()
        assert answer == str(i).encode(), answer
    writer.close()
    return table


def check(path, name, cast):
    """What the server has under a name is what the file holds."""
    table = table_of(path)
    info = client.get_flight_info(fl.FlightDescriptor.for_path(name))
    reader = client.do_get(info.endpoints[0].ticket)
    found, metadata = [], []
    while True:
        try:
            chunk = reader.read_chunk()
        except StopIteration:
            break
        found.append(chunk.data)
        metadata.append(chunk.app_metadata.to_pybytes().decode())
    assert metadata == [str(i) for i in range(len(found))], metadata
    got = pa.Table.from_batches(found, reader.schema)
    got.validate(full=True)
    assert info.schema.equals(reader.schema), (info.schema, reader.schema)
    assert got.num_rows == table.num_rows, (got.num_rows, table.num_rows)
    if cast:
        same = [a.to_pylist() == b.to_pylist() for a, b in zip(got.columns, table.columns)]
        assert all(same), (got.schema, [a.to_pylist() for a in got.columns], [a.to_pylist() for a in table.columns])
        assert got.schema.names == table.schema.names
    else:
        assert got.schema.equals(table.schema), (got.schema, table.schema)
        assert got.equals(table) or got.to_pylist() == table.to_pylist(), (got.to_pylist(), table.to_pylist())


if command == "check":
    check(*rest, cast=False)
elif command == "put":
    put(*rest)
    check(*rest, cast=True)
elif command in ("lz4", "zstd"):
    put(*rest, pa.ipc.IpcWriteOptions(compression=command))
    check(*rest, cast=True)
elif command == "echo":
    writer, reader = client.do_exchange(fl.FlightDescriptor.for_command("echo"))
    writer.write_metadata(b"alone")
    chunk = reader.read_chunk()
    assert chunk.data is None and chunk.app_metadata.to_pybytes() == b"alone"
    table = pa.table({"a": range(10), "s": [f"text {i}" for i in range(10)]})
    writer.begin(table.schema)
    for i, batch in enumerate(table.to_batches(max_chunksize=3)):
        if i % 2:
            writer.write_with_metadata(batch, str(i).encode())
        else:
            writer.write_batch(batch)
        chunk = reader.read_chunk()
        assert chunk.data.equals(batch), chunk.data
        # Absent, and not empty.
        assert chunk.app_metadata == (str(i).encode() if i % 2 else None), chunk.app_metadata
    writer.write_metadata(b"last")
    assert reader.read_chunk().app_metadata == b"last"
    writer.done_writing()
    try:
        reader.read_chunk()
        raise AssertionError("the exchange goes on")
    except StopIteration:
        pass
    writer.close()
elif command == "generic":
    assert sorted(f.descriptor.path[0].decode() for f in client.list_flights()) == ["numbers"]
    assert [f.total_records for f in client.list_flights(b"none")] == []
    descriptor = fl.FlightDescriptor.for_path("numbers")
    assert client.get_schema(descriptor).schema == client.get_flight_info(descriptor).schema
    assert sorted(a.type for a in client.list_actions()) == ["fail", "reverse"]
    assert [r.body.to_pybytes() for r in client.do_action(fl.Action("reverse", b"abc"))] == [b"cba"]
    token = client.authenticate_basic_token("ada", "secret")
    assert token == (b"authorization", b"Bearer t-ada"), token
    options = fl.FlightCallOptions(headers=[token])
    assert [r.body.to_pybytes() for r in client.do_action(fl.Action("whoami", b""), options)] == [b"Bearer t-ada"]
    for kind, error in [("NOT_FOUND", KeyError), ("INVALID_ARGUMENT", pa.ArrowInvalid), ("CANCELLED", fl.FlightCancelledError),
                        ("UNAUTHENTICATED", fl.FlightUnauthenticatedError), ("PERMISSION_DENIED", fl.FlightUnauthorizedError),
                        ("UNAVAILABLE", fl.FlightUnavailableError), ("NOT_SUPPORTED", pa.ArrowNotImplementedError),
                        ("TIMEOUT", fl.FlightTimedOutError), ("INTERNAL", fl.FlightInternalError)]:
        try:
            list(client.do_action(fl.Action("fail", kind.encode())))
            raise AssertionError("no error for " + kind)
        except error as e:
            assert "wünsche" in str(e), e
    try:
        client.authenticate_basic_token("ada", "wrong")
        raise AssertionError("a wrong password is taken")
    except fl.FlightUnauthenticatedError:
        pass
    table = client.do_get(fl.Ticket(b"numbers")).read_all()
    assert table.num_rows == 3_000_000 and table["n"][2_999_999].as_py() == 2_999_999
    reader = client.do_get(fl.Ticket(b"numbers"))
    reader.read_chunk()
    reader.cancel()
else:
    raise SystemExit(f"no command {command}")
print("ok")

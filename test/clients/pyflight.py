"""Plain Flight by pyarrow: pyflight.py PORT; prints ok, or says what is wrong."""

import sys

import pyarrow as pa
import pyarrow.flight as flight

client = flight.connect(f"grpc://127.0.0.1:{sys.argv[1]}")
ROWS = pa.table({"id": [1, 2, 3], "name": ["a", "b", None]})

# Who it is goes in a header, and this client ends its handshake after the answer; without users anybody is let in.
assert client.authenticate_basic_token("ada", "secret")[0] == b"authorization"


def put(name, table):
    writer, answers = client.do_put(flight.FlightDescriptor.for_path(name), table.schema)
    writer.write_table(table)
    writer.done_writing()
    answer = answers.read()
    writer.close()
    return answer and answer.to_pybytes()


def get(descriptor):
    info = client.get_flight_info(descriptor)
    table = client.do_get(info.endpoints[0].ticket).read_all()
    assert table.schema == info.schema, (table.schema, info.schema)
    assert client.get_schema(descriptor).schema == info.schema
    return info, table


def refused(kind, ask):
    try:
        ask()
    except kind as error:
        return str(error)
    raise AssertionError(f"nothing was refused where {kind} is expected")


assert put("quotes", ROWS) == b'{"rows":3}'
assert put("quotes", ROWS) == b'{"rows":3}'
info, table = get(flight.FlightDescriptor.for_path("quotes"))
assert info.total_records == 6 and info.total_bytes > 0 and table == pa.concat_tables([ROWS, ROWS]).combine_chunks()
_, table = get(flight.FlightDescriptor.for_command("select count(*) as n, max(name) as m from quotes"))
assert table.to_pylist() == [{"n": 6, "m": "b"}], table.to_pylist()
listed = {f.descriptor.path[0]: f for f in client.list_flights()}
assert listed[b"quotes"].total_records == 6
assert client.do_get(listed[b"quotes"].endpoints[0].ticket).read_all().num_rows == 6
assert [f.descriptor.path for f in client.list_flights(b"uot")] == [[b"quotes"]]
assert list(client.list_flights(b"none")) == []

path, command, ticket = flight.FlightDescriptor.for_path, flight.FlightDescriptor.for_command, flight.Ticket
refused(pa.ArrowKeyError, lambda: client.get_flight_info(path("lacking")))
refused(pa.ArrowInvalid, lambda: client.get_flight_info(command("select nope from quotes")))
refused(pa.ArrowKeyError, lambda: client.do_get(ticket(b"lacking")).read_all())
assert "id: Int64" in refused(pa.ArrowInvalid, lambda: put("quotes", pa.table({"other": [1.5]})))
# A statement that changes something runs once, when its ticket is used.
info = client.get_flight_info(command("delete from quotes where id = 1"))
assert client.do_get(info.endpoints[0].ticket).read_all().to_pylist() == [{"rows": 2}]
refused(pa.ArrowException, lambda: client.do_get(info.endpoints[0].ticket).read_all())
assert client.do_get(ticket(b"quotes")).read_all().num_rows == 4
actions = {a.type for a in client.list_actions()}
assert {"CreatePreparedStatement", "BeginTransaction", "CancelFlightInfo", "SetSessionOptions"} <= actions, actions
assert "CreatePreparedSubstraitPlan" not in actions
refused(pa.ArrowNotImplementedError, lambda: list(client.do_action("Nothing")))
print("ok")

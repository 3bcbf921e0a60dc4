"""Asks a server by ADBC: adbc.py PORT CASE; prints ok, or says what is wrong."""

import datetime
import decimal
import sys
import threading
import time

import adbc_driver_flightsql
import adbc_driver_flightsql.dbapi as flightsql
import pyarrow as pa

URL = f"grpc://127.0.0.1:{sys.argv[1]}"
ROWS = pa.table({"id": [1, 2, 3], "name": ["a", "b", None], "price": [1.5, 2.5, None]})


def connect(**more):
    return flightsql.connect(URL, **{"autocommit": True, **more})


def rows(cursor, sql, parameters=None):
    cursor.execute(sql, parameters)
    return cursor.fetchall()


def refused(kind, text, ask):
    try:
        ask()
    except flightsql.Error as error:
        assert kind in str(error) and text in str(error), error
    else:
        raise AssertionError(f"nothing was refused where {kind} is expected")


def execute(connection, cursor):
    cursor.execute("select 1 as a, 'x' as b, cast(1.25 as decimal(10, 2)) as c, date '2024-02-29' as d")
    table = cursor.fetch_arrow_table()
    assert table.to_pylist() == [
        {"a": 1, "b": "x", "c": decimal.Decimal("1.25"), "d": datetime.date(2024, 2, 29)}
    ], table
    assert [str(f.type) for f in table.schema] == ["int32", "string", "decimal128(10, 2)", "date32[day]"], table.schema
    cursor.execute("select * from (values (1, 'x'), (2, 'y')) t(n, s) order by n desc")
    assert cursor.fetchone() == (2, "y") and cursor.fetchone() == (1, "x") and cursor.fetchone() is None
    assert cursor.adbc_execute_schema("select 1 as n").names == ["n"]
    cursor.adbc_ingest("many", pa.table({"n": pa.array(range(1_000_000), pa.int64())}), mode="replace")
    cursor.execute("select n, n * 2 as twice from many")
    batches = list(cursor.fetch_record_batch())
    assert sum(b.num_rows for b in batches) == 1_000_000 and len(batches) > 1
    refused("INVALID_ARGUMENT", 'no column "nope"', lambda: cursor.execute("select nope from many"))
    refused("INVALID_ARGUMENT", "selec", lambda: cursor.execute("selec 1"))
    refused("NOT_FOUND", "lacking", lambda: cursor.execute("select * from lacking"))


def parameters(connection, cursor):
    cursor.adbc_ingest("p", ROWS, mode="replace")
    assert rows(cursor, "select name from p where id = ?", (2,)) == [("b",)]
    assert rows(cursor, "select id from p where name = $1 or price > $2 order by id", ("a", 2.0)) == [(1,), (2,)]
    assert rows(cursor, "select cast(? as varchar) is null", (None,)) == [(True,)]
    when = datetime.datetime(2024, 1, 2, 3, 4, 5)
    assert rows(cursor, "select cast(? as timestamp)", (when,)) == [(when,)]
    assert rows(cursor, "select cast(? as decimal(9, 3))", (decimal.Decimal("1.125"),)) == [(decimal.Decimal("1.125"),)]
    assert rows(cursor, "select * from range(?)", (2,)) == [(0,), (1,)]
    for values in ([decimal.Decimal("1.50"), None], [[1], [2, None]], [datetime.date(2024, 1, 1)], [b"\x00"]):
        cursor.execute("select ? as v", pa.record_batch([pa.array([values])], names=["0"]))
        assert cursor.fetch_arrow_table().to_pylist() == [{"v": values}], values
    mapping = pa.record_batch([pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int32()))], names=["0"])
    refused("NOT_IMPLEMENTED", "parameter", lambda: cursor.execute("select ?", mapping))
    schema = cursor.adbc_prepare("select * from p where id = ? and name = ? and price > ?")
    assert [str(f.type) for f in schema] == ["int64", "string", "double"], schema
    refused("INVALID_ARGUMENT", "2 parameters", lambda: cursor.execute("select id from p where id = ? and name = ?", (1,)))
    cursor.executemany("insert into p values (?, ?, ?)", [(i, str(i), i / 2) for i in range(10, 1010)])
    assert cursor.rowcount == 1000, cursor.rowcount
    assert rows(cursor, "select count(*), sum(id) from p") == [(1003, sum(range(10, 1010)) + 6)]
    cursor.execute("update p set name = ? where id >= ?", ("x", 1000))
    assert cursor.rowcount == 10, cursor.rowcount
    cursor.execute("delete from p where name = ?", ("x",))
    assert cursor.rowcount == 10, cursor.rowcount


def ingest(connection, cursor):
    table = ROWS
    cursor.execute("drop table if exists i")
    assert cursor.adbc_ingest("i", table, mode="create") == 3
    refused("ALREADY_EXISTS", '"i"', lambda: cursor.adbc_ingest("i", table, mode="create"))
    assert cursor.adbc_ingest("i", table, mode="append") == 3
    assert rows(cursor, "select count(*), count(name) from i") == [(6, 4)]
    assert cursor.adbc_ingest("i", table.slice(0, 1), mode="replace") == 1
    assert rows(cursor, "select * from i") == [(1, "a", 1.5)]
    assert cursor.adbc_ingest("i", table, mode="create_append") == 3
    refused("NOT_FOUND", '"nowhere"', lambda: cursor.adbc_ingest("nowhere", table, mode="append"))
    refused("INVALID_ARGUMENT", "z: Float64", lambda: cursor.adbc_ingest("i", pa.table({"z": [1.5]}), mode="append"))
    with connection.cursor() as other:
        put = lambda: other.adbc_ingest("i", table, mode="append", db_schema_name="elsewhere")
        refused("NOT_FOUND", '"elsewhere"', put)
    assert rows(cursor, "select count(*) from i") == [(4,)]
    reader = pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=1) * 1000)
    assert cursor.adbc_ingest("streamed", reader, mode="create") == 3000
    # This client sends nothing at all where there are no rows.
    with connection.cursor() as other:
        refused("INVALID_ARGUMENT", "nothing came", lambda: other.adbc_ingest("none", table.slice(0, 0), mode="create"))
    types = pa.table(
        {
            "t": pa.array([datetime.time(1, 2, 3)], pa.time64("ns")),
            "z": pa.array([datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)], pa.timestamp("ns", "UTC")),
            "l": pa.array([[1, None]], pa.list_(pa.int16())),
            "s": pa.array([{"x": 1, "y": "q"}]),
            "k": pa.array(["one"]).dictionary_encode(),
            "b": pa.array([b"\x00\xff"]),
            "o": pa.array([True]),
        }
    )
    cursor.adbc_ingest("types", types, mode="replace")
    cursor.execute("select * from types")
    back = cursor.fetch_arrow_table()
    assert back.to_pylist() == types.to_pylist(), back.to_pylist()


def objects(connection, cursor):
    cursor.adbc_ingest("o1", ROWS, mode="replace")
    cursor.adbc_ingest("o2", ROWS.select(["id"]), mode="replace")
    [catalog] = connection.adbc_get_objects(depth="all", table_name_filter="o_").read_all().to_pylist()
    assert catalog["catalog_name"] == "polaroid", catalog
    [schema] = catalog["catalog_db_schemas"]
    assert schema["db_schema_name"] == "main", schema
    found = {t["table_name"]: t for t in schema["db_schema_tables"]}
    assert set(found) == {"o1", "o2"} and found["o1"]["table_type"] == "TABLE", found
    columns = [(c["column_name"], c["xdbc_type_name"], c["ordinal_position"]) for c in found["o1"]["table_columns"]]
    assert columns == [("id", "BIGINT", 1), ("name", "VARCHAR", 2), ("price", "DOUBLE", 3)], columns
    [only] = connection.adbc_get_objects(depth="tables", table_name_filter="o2").read_all().to_pylist()
    assert [t["table_name"] for t in only["catalog_db_schemas"][0]["db_schema_tables"]] == ["o2"]
    assert connection.adbc_get_objects(depth="catalogs", catalog_filter="none").read_all().num_rows == 0
    schema = connection.adbc_get_table_schema("o1")
    assert [(f.name, str(f.type)) for f in schema] == [("id", "int64"), ("name", "string"), ("price", "double")]
    assert schema.field("id").metadata[b"ARROW:FLIGHT:SQL:TYPE_NAME"] == b"BIGINT", schema.field("id").metadata
    assert connection.adbc_get_table_types() == ["TABLE"]
    info = connection.adbc_get_info()
    assert info["vendor_name"] == "Polaroid" and info["vendor_version"], info


def transactions(connection, cursor):
    cursor.adbc_ingest("t", ROWS, mode="replace")
    count = "select count(*) from t"
    with flightsql.connect(URL) as other, other.cursor() as inside:
        inside.execute("insert into t values (4, 'd', 1)")
        assert inside.rowcount == 1 and rows(inside, count) == [(4,)] and rows(cursor, count) == [(3,)]
        other.rollback()
        assert rows(inside, count) == [(3,)] and rows(cursor, count) == [(3,)]
        inside.execute("insert into t values (4, 'd', 1)")
        inside.execute("create table made as select * from t")
        # The statement that was prepared in the transaction that ended goes on in this one.
        assert rows(inside, count) == [(4,)] and rows(cursor, count) == [(3,)]
        other.commit()
        assert rows(cursor, count) == [(4,)] and rows(cursor, "select count(*) from made") == [(4,)]
        inside.execute("update t set price = 0 where id = 1")
        cursor.execute("update t set price = 9 where id = 1")
        refused("Aborted", "t", other.commit)
    assert rows(cursor, "select price from t where id = 1") == [(9.0,)]
    with flightsql.connect(URL) as other, other.cursor() as inside:
        # Rows in bulk carry no transaction: they are there at once.
        inside.adbc_ingest("t", ROWS, mode="append")
        assert rows(cursor, count) == [(7,)]
        other.rollback()
    assert rows(cursor, count) == [(7,)]


def cancel(connection, cursor):
    cursor.adbc_ingest("c", pa.table({"n": pa.array(range(3_000), pa.int64())}), mode="replace")
    long = "select sum(sin(a.n * b.n + c.n)) from c a, c b, c c"
    times = []

    def stop():
        time.sleep(0.5)
        times.append(time.time())
        cursor.adbc_cancel()

    thread = threading.Thread(target=stop)
    thread.start()
    try:
        cursor.execute(long)
        cursor.fetchall()
    except flightsql.Error as error:
        assert "ancel" in str(error), error
    else:
        raise AssertionError("the query was not cancelled")
    took = time.time() - times[0]
    thread.join()
    assert took < 1, f"{took} s"
    start = time.time()
    with connection.cursor() as next_one:
        assert rows(next_one, "select 1") == [(1,)]
    assert time.time() - start < 2, "the query goes on on the server"


def sessions(connection, cursor):
    """A session by cookie, which begins with its first option."""
    cookies = {adbc_driver_flightsql.DatabaseOptions.WITH_COOKIE_MIDDLEWARE.value: "true"}
    option = "adbc.flight.sql.session.option."
    cursor.adbc_ingest("s", ROWS, mode="replace")
    refused("FailedPrecondition", "BeginTransaction", lambda: cursor.execute("begin"))
    with connect(db_kwargs=cookies) as named, named.cursor() as inside:
        own = named.adbc_connection
        own.set_options(**{option + "catalog": "polaroid"})
        assert own.get_option(option + "catalog") == "polaroid"
        refused("", "colour", lambda: own.set_options(**{option + "colour": "red"}))
        refused("", "catalog", lambda: own.set_options(**{option + "catalog": "other"}))
        inside.execute("begin")
        inside.execute("delete from s")
        count = "select count(*) from s"
        assert rows(inside, count) == [(0,)] and rows(cursor, count) == [(3,)]
        inside.execute("rollback")
        assert rows(inside, count) == [(3,)]
        with connect(db_kwargs=cookies) as another:
            refused("", "", lambda: another.adbc_connection.get_option(option + "catalog"))


CASES = [execute, parameters, ingest, objects, transactions, cancel, sessions]
if __name__ == "__main__":
    case = next(c for c in CASES if c.__name__ == sys.argv[2])
    with connect() as connection, connection.cursor() as cursor:
        case(connection, cursor)
    print("ok")

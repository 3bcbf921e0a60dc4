"""Ingests and queries a table by ADBC: python adbc.py grpc://127.0.0.1:50051"""

import sys

import adbc_driver_flightsql.dbapi as flight_sql
import pyarrow as pa

with flight_sql.connect(sys.argv[1], autocommit=True) as connection, connection.cursor() as cursor:
    prices = pa.table({"symbol": ["A", "B", "A"], "price": [1.5, 2.5, 3.5]})
    cursor.adbc_ingest("adbc_prices", prices, mode="create")
    cursor.execute("select symbol, sum(price) as total from adbc_prices where price > ? group by symbol order by symbol", (2.0,))
    print(cursor.fetch_arrow_table().to_pydict())

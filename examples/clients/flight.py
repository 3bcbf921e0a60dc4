"""Writes and queries a table by plain Arrow Flight: python flight.py grpc://127.0.0.1:50051"""

import sys

import pyarrow as pa
import pyarrow.flight as flight

with flight.connect(sys.argv[1]) as client:
    prices = pa.table({"symbol": ["A", "B", "A"], "price": [1.5, 2.5, 3.5]})
    writer, _ = client.do_put(flight.FlightDescriptor.for_path("flight_prices"), prices.schema)
    with writer:
        writer.write_table(prices)
    query = b"select symbol, sum(price) as total from flight_prices group by symbol order by symbol"
    info = client.get_flight_info(flight.FlightDescriptor.for_command(query))
    for endpoint in info.endpoints:
        print(client.do_get(endpoint.ticket).read_all().to_pydict())

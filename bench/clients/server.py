"""The same query by a Flight server of Python over polars: python server.py FILE prints its port; any ticket is the query."""
import sys
import polars as pl
import pyarrow.flight as fl

TABLE = pl.read_parquet(sys.argv[1])


class Server(fl.FlightServerBase):
    def do_get(self, context, ticket):
        found = (
            TABLE.lazy()
            .filter(pl.col("v") > 500)
            .select(pl.len().alias("n"), pl.col("v").sum().alias("s"), pl.col("v").mean().alias("m"), pl.col("w").max().alias("x"))
            .collect()
        )
        return fl.RecordBatchStream(found.to_arrow())


server = Server("grpc://127.0.0.1:0")
print(server.port, flush=True)
server.serve()

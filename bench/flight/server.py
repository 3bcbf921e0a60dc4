"""The C++ server of pyarrow: prints its port; `all` gives ten million rows, rows that come are counted and dropped."""
import sys
import numpy as np
import pyarrow as pa
import pyarrow.flight as fl

ROWS, BATCH = int(sys.argv[1]), 1 << 16
whole = np.arange(ROWS, dtype=np.int64)
TABLE = pa.table({"a": whole, "b": whole[::-1].copy(), "x": whole / 7, "y": (whole / 7)[::-1].copy()})
BATCHES = TABLE.to_batches(max_chunksize=BATCH)


class Server(fl.FlightServerBase):
    def do_get(self, context, ticket):
        return fl.RecordBatchStream(pa.RecordBatchReader.from_batches(TABLE.schema, BATCHES))

    def do_put(self, context, descriptor, reader, writer):
        rows = 0
        for chunk in reader:
            rows += chunk.data.num_rows
        writer.write(str(rows).encode())

    def do_action(self, context, action):
        yield action.body


server = Server("grpc://127.0.0.1:0")
print(server.port, flush=True)
server.serve()

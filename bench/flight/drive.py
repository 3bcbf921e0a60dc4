"""python drive.py ROWS TIMES PORT PID [PORT PID ...]: what each server's process takes for a stream of rows, in turn; a line of JSON each."""
import json, os, sys, time
import numpy as np
import pyarrow as pa
import pyarrow.flight as fl

rows, times = int(sys.argv[1]), int(sys.argv[2])
servers = [(int(sys.argv[i]), int(sys.argv[i + 1])) for i in range(3, len(sys.argv), 2)]
whole = np.arange(rows, dtype=np.int64)
TABLE = pa.table({"a": whole, "b": whole[::-1].copy(), "x": whole / 7, "y": (whole / 7)[::-1].copy()})
BATCHES = TABLE.to_batches(max_chunksize=1 << 16)
BYTES = rows * 32
TICK = os.sysconf("SC_CLK_TCK")


def cpu(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def get(client):
    got = 0
    for chunk in client.do_get(fl.Ticket(b"all")):
        got += chunk.data.num_rows
    assert got == rows, got


def put(client):
    writer, reader = client.do_put(fl.FlightDescriptor.for_path("t"), TABLE.schema)
    for batch in BATCHES:
        writer.write_batch(batch)
    writer.done_writing()
    assert int(reader.read().to_pybytes()) == rows
    writer.close()


clients = [fl.connect(f"grpc://127.0.0.1:{port}", generic_options=[("grpc.max_receive_message_length", -1)]) for port, _ in servers]
for name, run in (("do-get", get), ("do-put", put)):
    for client in clients:
        run(client)
    for _ in range(times):
        for (port, pid), client in zip(servers, clients):
            before, at = cpu(pid), time.perf_counter()
            for _ in range(4):
                run(client)
            print(json.dumps({"case": name, "port": port, "cpu": (cpu(pid) - before) / 4 / BYTES * 1e12, "wall": (time.perf_counter() - at) / 4 / BYTES * 1e12}), flush=True)

"""One Python engine in a process of its own: worker.py JOB.json; prints one JSON line a case."""
import ast, json, os, resource, sys, textwrap, time
from datetime import date

os.environ.setdefault("POLARS_SKIP_CPU_CHECK", "1")
job = json.load(open(sys.argv[1]))
names = dict(job["files"], **job["numbers"], out=job["out"], files=job["files"], date=date)
if job["engine"] == "pyarrow":
    import pyarrow as pa
    from pyarrow import csv, feather, json as ndjson, parquet as pq

    version, names = pa.__version__, {**names, "pa": pa, "pa_csv": csv, "feather": feather, "pq": pq, "pa_json": ndjson}
    frame = lambda t: __import__("polars").from_arrow(t)
else:
    import polars as pl

    version, frame = pl.__version__, lambda t: t.collect() if isinstance(t, pl.LazyFrame) else t
    if job["where"] == "scans":
        names.update({k: pl.scan_parquet(v) for k, v in job["files"].items()})
    if job["where"] == "memory":
        names.update({k: pl.read_parquet(v).rechunk() for k, v in job["files"].items()})
    names.update(pl=pl, col=pl.col)
    names.update({k: eval(code, names) for k, code in job["setup"].items()})
print(json.dumps({"version": version}), flush=True)


def peak_bytes():
    try:
        return next(int(l.split()[1]) * 1024 for l in open("/proc/self/status") if l.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def program(text, name):
    """Statements, and the expression at their end."""
    tree = ast.parse(textwrap.dedent(text).strip(), name)
    last = ast.Expression(tree.body.pop().value)
    return compile(tree, name, "exec"), compile(last, name, "eval")


def sums(t):
    import polars as pl

    def one(s):
        if s.dtype.is_numeric() or s.dtype == pl.Boolean:
            return s.cast(pl.Float64).sum()
        return s.cast(pl.String).str.len_bytes().sum() if s.dtype in (pl.String, pl.Categorical) else 0

    return [v if v == v else None for v in (float(one(t[c]) or 0) for c in t.columns)]


def answer(case, out):
    import polars as pl

    if case["rows"]:
        return {"rows": len(out), "sums": []}
    t = pl.read_parquet(job["out"]) if out is None else frame(out)
    return {"rows": t.height, "sums": sums(t.head(1000) if case["ordered"] else t)}


for name in job["cases"]:
    if name not in job["code"]:
        continue
    case = job["code"][name]
    (before, last), budget, scope = program(case["code"], name), job["seconds"], dict(names)

    def run():
        exec(before, scope)
        out = eval(last, scope)
        return frame(out) if job["engine"] != "pyarrow" and out is not None and not case["rows"] else out

    at = time.perf_counter()
    out = run()
    first = time.perf_counter() - at
    peak = peak_bytes()
    said = answer(case, out)
    if job["once"]:
        print(json.dumps({"case": name, "ms": first * 1e3, "first": first * 1e3, "runs": 1, "peak": peak, **said}), flush=True)
        continue
    until = time.perf_counter() + (budget / 2 if first < budget else 0)
    while time.perf_counter() < until:
        out = run()
    times, began = [], time.perf_counter()
    while len(times) < 3 or (time.perf_counter() - began < budget and len(times) < 10000):
        out = None
        at = time.perf_counter()
        out = run()
        times.append(time.perf_counter() - at)
    out = None
    ms = sorted(times)[len(times) // 2] * 1e3
    peak = peak_bytes()
    print(json.dumps({"case": name, "ms": ms, "first": first * 1e3, "runs": len(times), "peak": peak, **said}), flush=True)

"""The cases of engine.ts in python polars. Arguments: folder rows case...; prints one JSON line a case."""
import json, os, sys, time

os.environ.setdefault("POLARS_SKIP_CPU_CHECK", "1")
import polars as pl
import numpy as np


def main():
    folder, rows, budget, *names = sys.argv[1:]
    rows, budget = int(rows), float(budget)
    read = lambda name, t: np.fromfile(f"{folder}/{name}.bin", dtype=t)
    texts = json.load(open(f"{folder}/texts.json"))
    code = read("text", np.int32)
    x = read("x", np.float64)
    valid = read("valid", np.uint8).astype(bool)
    s = pl.Series("s", texts).gather(pl.Series(code.astype(np.uint32)))
    t = pl.DataFrame({"x": x, "y": read("y", np.float64), "id": read("id", np.int64), "k1": read("k1", np.int64), "k2": read("k2", np.int64),
                      "key": read("key", np.int64), "small": read("small", np.int32)}).with_columns(s, pl.when(pl.Series(valid)).then(pl.Series(x)).alias("nx"))
    t = t.with_columns(pl.col("s").cast(pl.Categorical).alias("c")).rechunk()
    r = pl.DataFrame({"key": np.arange(100_000, dtype=np.int64) * 104_729, "a": np.arange(100_000, dtype=np.float64), "b": np.arange(100_000, dtype=np.float64) * 2})
    c = pl.col
    five = [c("x").sum().alias("s_"), c("x").mean().alias("m"), c("x").min().alias("lo"), c("x").max().alias("hi"), pl.len().alias("n")]
    narrow = t.select("x", "y", "id")
    cases = {
        "filter10": (lambda: narrow.filter(c("x") > 0.9), "y"),
        "filter50": (lambda: narrow.filter(c("x") > 0.5), "y"),
        "arithmetic": (lambda: t.select((c("x") * c("y") + c("x")).alias("r")), "r"),
        "aggregate": (lambda: t.select(c("nx").sum().alias("s_"), c("nx").min().alias("lo"), c("nx").max().alias("hi"), c("nx").mean().alias("m")), "s_"),
        "group1k": (lambda: t.group_by("k1").agg(five), "s_"),
        "group125k": (lambda: t.group_by("k2").agg(five), "s_"),
        "groupText": (lambda: t.group_by("s").agg(five), "hi"),
        "groupDict": (lambda: t.group_by("c").agg(five), "hi"),
        "join": (lambda: t.select("key", "x").join(r, on="key"), "b"),
        "sort": (lambda: t.select("small", "x", "id").sort("small", "x"), "x"),
        "textEq": (lambda: t.select("s", "x").filter(c("s") == texts[5]), "x"),
        "textStartsWith": (lambda: t.select("s", "x").filter(c("s").str.starts_with("echo")), "x"),
        "textContains": (lambda: t.select("s", "x").filter(c("s").str.contains("golf", literal=True)), "x"),
        "filterRows": (lambda: narrow.filter(c("x") > 0.9).to_dicts(), None),
        "groupRows": (lambda: t.group_by("small").agg(c("x").sum()).to_dicts(), None),
    }
    for name in names:
        run, column = cases[name]
        out = run()
        answer = {"rows": len(out), "sum": 0} if column is None else {"rows": out.height, "sum": float((out.head(1000) if name == "sort" else out)[column].sum())}
        times, began = [], time.perf_counter()
        while len(times) < 3 or (time.perf_counter() - began < budget and len(times) < 10000):
            at = time.perf_counter()
            run()
            times.append((time.perf_counter() - at) * 1e3)
        times.sort()
        print(json.dumps({"case": name, "ms": times[len(times) // 2], "runs": len(times), **answer}), flush=True)


print(json.dumps({"version": pl.__version__}), flush=True)
main()

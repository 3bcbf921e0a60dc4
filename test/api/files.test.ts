import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  col,
  DataFrame,
  Date32,
  Datetime,
  Float64,
  Int64,
  type LazyFrame,
  read,
  readCsv,
  readIpc,
  readNdjson,
  readParquet,
  scan,
  scanCsv,
  scanIpc,
  scanNdjson,
  scanParquet,
  tryRead,
  Utf8,
} from "../../src/node.ts";
import { failure, frame, rowsOf } from "./support.ts";

let folder = "";
const at = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "polaroid-files-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const df = frame(
  {
    id: [1, 2, 3],
    name: ["a", 'q"u,o\nte', null],
    x: [0.5, null, -1e300],
    day: [0, 19_000, null],
    t: [new Date(0), null, new Date(1_700_000_000_123)],
    ok: [true, null, false],
  },
  { id: Int64, day: Date32, t: Datetime("ms") },
);

describe("each format, out and back", () => {
  test("Parquet, with every codec", async () => {
    for (const compression of ["none", "snappy", "zstd", "gzip"] as const) {
      expect(await df.writeParquet(at("a.parquet"), { compression })).toBe(3);
      expect((await readParquet(at("a.parquet"))).equals(df)).toBe(true);
    }
    expect(
      await (df.lazy() as LazyFrame).filter(col("id").gt(1)).sinkParquet(at("b.parquet"), { rowGroupSize: 1 }),
    ).toBe(2);
    expect(rowsOf((await scanParquet(at("b.parquet")).select("id").collect()) as DataFrame)).toEqual([
      { id: 2 },
      { id: 3 },
    ]);
  });
  test("CSV", async () => {
    await df.writeCsv(at("a.csv"));
    const back = await readCsv(at("a.csv"), { schemaOverrides: { t: Datetime("ms"), day: Date32 } });
    expect(back.toRecords()).toEqual(df.toRecords());
    await df.writeCsv(at("b.csv"), { separator: ";", includeHeader: false, nullValue: "NA", quoteStyle: "always" });
    expect(readFileSync(at("b.csv"), "utf8").split("\n")[0]).toMatch(/^"1";"a";"0\.5";/);
    const b = await scanCsv(at("b.csv"), {
      separator: ";",
      hasHeader: false,
      columns: df.columns,
      nullValues: "NA",
      schemaOverrides: { x: Float64 },
    })
      .select("id", "x")
      .collect();
    expect(b.toRecords()).toEqual([
      { id: 1, x: 0.5 },
      { id: 2, x: null },
      { id: 3, x: -1e300 },
    ]);
  });
  test("NDJSON", async () => {
    await df.writeNdjson(at("a.ndjson"));
    expect(
      readFileSync(at("a.ndjson"), "utf8")
        .trim()
        .split("\n")
        .map((l) => JSON.parse(l).name),
    ).toEqual(["a", 'q"u,o\nte', null]);
    const back = await readNdjson(at("a.ndjson"), { schemaOverrides: { t: Datetime("ms"), day: Date32 } });
    expect(back.toRecords()).toEqual(df.toRecords());
  });
  test("Arrow IPC", async () => {
    for (const compression of ["none", "lz4", "zstd"] as const) {
      await df.writeIpc(at("a.arrow"), { compression });
      expect((await readIpc(at("a.arrow"))).equals(df)).toBe(true);
    }
    expect((await scanIpc(at("a.arrow")).collect()).height).toBe(3);
  });
  test("bytes in memory", async () => {
    const readers = { parquet: read, csv: readCsv, ndjson: readNdjson, ipc: read };
    for (const format of ["parquet", "csv", "ndjson", "ipc"] as const) {
      const bytes = await df.select("id", "name").toBytes(format);
      const back = readers[format];
      expect(rowsOf((await back(bytes)) as DataFrame)).toEqual(rowsOf(df.select("id", "name") as DataFrame));
      expect((await back(new Blob([bytes]))).height).toBe(3);
      expect((await back(bytes.buffer)).height).toBe(3);
    }
    await failure("UNKNOWN_FORMAT", async () => read(await df.select("id").toBytes("csv")));
  });
  test("sink finds the format by the name", async () => {
    for (const name of ["s.parquet", "s.csv", "s.ndjson", "s.arrow"]) {
      expect(await (df.lazy() as LazyFrame).select("id").sink(at(name))).toBe(3);
      expect((await read(at(name))).toDict()).toEqual({ id: [1, 2, 3] });
    }
    expect((await failure("UNKNOWN_FORMAT", () => df.lazy().sink(at("s.what")))).detail).toContain(
      "end it in one of parquet,",
    );
  });
  test("no rows keep their schema", async () => {
    const empty = df.head(0);
    await empty.writeParquet(at("e.parquet"));
    await empty.writeIpc(at("e.arrow"));
    await empty.writeCsv(at("e.csv"));
    expect((await read(at("e.parquet"))).equals(empty)).toBe(true);
    expect((await read(at("e.arrow"))).equals(empty)).toBe(true);
    expect((await read(at("e.csv"))).columns).toEqual(df.columns);
  });
  test("no rows as NDJSON are an empty file: a frame of nothing, or of the columns of a schema", async () => {
    await df.head(0).writeNdjson(at("e.ndjson"));
    expect(readFileSync(at("e.ndjson")).length).toBe(0);
    expect((await read(at("e.ndjson"))).shape).toEqual({ height: 0, width: 0 });
    const typed = await readNdjson(at("e.ndjson"), { schema: { a: Int64 } });
    expect([typed.height, typed.dtypes]).toEqual([0, [Int64]]);
    expect(
      (await failure("COLUMN_NOT_FOUND", () => readNdjson(at("e.ndjson"), { schemaOverrides: { a: Int64 } }))).detail,
    ).toContain("give all columns with { schema }");
  });
  test("no columns as CSV cannot be read back, and the error says why", async () => {
    await df.select().writeCsv(at("none.csv"));
    expect((await failure("CORRUPT", () => read(at("none.csv")))).detail).toBe(
      `${at("none.csv")} is empty: it has no header to tell the columns; a frame without columns is written so`,
    );
    const typed = await readCsv(new Uint8Array(0), { hasHeader: false, schema: { a: Int64 } });
    expect([typed.height, typed.dtypes]).toEqual([0, [Int64]]);
  });
});

describe("a file is found", () => {
  test("by its first bytes where the name tells nothing", async () => {
    for (const [format, name] of [
      ["parquet", "one"],
      ["ipc", "two"],
    ] as const) {
      writeFileSync(at(name), await df.toBytes(format));
      expect((await scan(at(name)).collect()).equals(df)).toBe(true);
    }
    copyFileSync(at("one"), at("wrong.csv"));
    expect((await read(at("wrong.csv"))).height).toBe(3);
  });
  test("as a file: URL, a list and a pattern", async () => {
    mkdirSync(at("many/deep"), { recursive: true });
    for (const [name, id] of [
      ["1.csv", 1],
      ["2.csv", 2],
      ["deep/3.csv", 3],
    ] as const)
      writeFileSync(at(`many/${name}`), `id\n${id}\n`);
    const ids = async (query: { collect(): Promise<unknown> }): Promise<unknown> =>
      ((await query.collect()) as DataFrame).toDict().id;
    expect(await ids(scan(pathToFileURL(at("many/1.csv"))))).toEqual([1]);
    expect(await ids(scan(pathToFileURL(at("many/1.csv")).href))).toEqual([1]);
    expect(await ids(scan([at("many/2.csv"), at("many/1.csv")]))).toEqual([2, 1]);
    expect(await ids(scan(at("many/*.csv")))).toEqual([1, 2]);
    expect(await ids(scan(at("many/**/*.csv")))).toEqual([1, 2, 3]);
    expect(await ids(scan(at("many/{1,2}.csv")))).toEqual([1, 2]);
    expect(await ids(scan(at("many")))).toEqual([1, 2, 3]);
    await failure("NOT_FOUND", () => scan(at("many/*.parquet")).collect());
  });
  test("packed", async () => {
    writeFileSync(at("p.csv.gz"), gzipSync("id,name\n1,x\n2,y\n"));
    writeFileSync(at("p.csv.zst"), zstdCompressSync(Buffer.from("id,name\n1,x\n2,y\n")));
    writeFileSync(at("p.ndjson.gz"), gzipSync('{"id":1,"name":"x"}\n{"id":2,"name":"y"}\n'));
    for (const name of ["p.csv.gz", "p.csv.zst", "p.ndjson.gz"])
      expect((await read(at(name))).toDict()).toEqual({ id: [1, 2], name: ["x", "y"] });
    expect((await scanNdjson(at("p.ndjson.gz")).select("id").collect()).toDict()).toEqual({ id: [1, 2] });
  });
  test("in folders that name columns, and only those folders are read", async () => {
    for (const year of [2023, 2024])
      for (const kind of ["a b", "c"]) {
        mkdirSync(at(`hive/year=${year}/kind=${encodeURIComponent(kind)}`), { recursive: true });
        await frame({ v: [year] }).writeParquet(at(`hive/year=${year}/kind=${encodeURIComponent(kind)}/part.parquet`));
      }
    const query = scanParquet(at("hive")) as unknown as LazyFrame;
    expect((await query.filter(col("year").eq(2024)).sort("kind").collect()).toRecords()).toEqual([
      { v: 2024, year: 2024, kind: "a b" },
      { v: 2024, year: 2024, kind: "c" },
    ]);
    expect((await query.groupBy("kind").agg(col("v").sum()).sort("kind").collect()).toDict()).toEqual({
      kind: ["a b", "c"],
      v: [4047, 4047],
    });
    writeFileSync(at("hive/year=2023/kind=c/part.parquet"), "this is no Parquet file");
    expect((await query.filter(col("year").eq(2024)).collect()).height).toBe(2);
    await failure("CORRUPT", () => query.collect());
  });
});

describe("by HTTP", () => {
  let server: Server;
  let url = "";
  const seen: { method: string; range: string | undefined; bytes: number }[] = [];
  beforeAll(async () => {
    await frame({
      a: Float64Array.from({ length: 200_000 }, (_, i) => i) as never,
      b: Float64Array.from({ length: 200_000 }, Math.random) as never,
    }).writeParquet(at("web.parquet"));
    writeFileSync(at("web.csv"), "id,name\n1,x\n");
    server = createServer((request, response) => {
      const path = at((request.url ?? "/").slice(1).split("?")[0] as string);
      if (!existsSync(path)) return response.writeHead(404).end();
      const bytes = readFileSync(path);
      const m = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? "");
      const [start, end] =
        m === null
          ? [0, bytes.length]
          : m[1] === ""
            ? [Math.max(0, bytes.length - Number(m[2])), bytes.length]
            : [Number(m[1]), m[2] === "" ? bytes.length : Number(m[2]) + 1];
      const part = bytes.subarray(start, Math.min(end, bytes.length));
      seen.push({ method: request.method ?? "", range: request.headers.range, bytes: part.length });
      return response
        .writeHead(m === null ? 200 : 206, {
          "content-length": part.length,
          "accept-ranges": "bytes",
          etag: '"1"',
          ...(m !== null && { "content-range": `bytes ${start}-${start + part.length - 1}/${bytes.length}` }),
        })
        .end(part);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test("Parquet is read by ranges: the columns asked for, and never HEAD", async () => {
    seen.length = 0;
    expect((await scanParquet(`${url}/web.parquet`).select("a").tail(1).collect()).toDict()).toEqual({ a: [199_999] });
    const size = statSync(at("web.parquet")).size;
    expect(seen.every((r) => r.method === "GET" && r.range !== undefined)).toBe(true);
    expect(seen.reduce((n, r) => n + r.bytes, 0)).toBeLessThan(size * 0.75);
  });
  test("CSV comes as a stream", async () => {
    expect((await read(`${url}/web.csv`)).toDict()).toEqual({ id: [1], name: ["x"] });
  });
  test("what is not there", async () => {
    expect((await failure("NOT_FOUND", () => read(`${url}/nothing.csv`))).detail).toContain("nothing.csv");
    const gone = url.replace(/\d+$/, "1");
    await failure("UNAVAILABLE", () => read(`${gone}/web.csv`));
  });
});

describe("a file is whole or not there", () => {
  const leftOvers = (): string[] => readdirSync(folder).filter((f) => f.includes(".tmp") || f.startsWith("half"));

  test("a query that fails leaves the old file as it was and nothing beside it", async () => {
    await frame({ a: ["1", "x"] }).writeParquet(at("texts.parquet"));
    for (const name of ["half.parquet", "half.csv", "half.ndjson", "half.arrow"]) {
      await failure("INVALID_CAST", () =>
        (scanParquet(at("texts.parquet")) as unknown as LazyFrame).cast({ a: Int64 }).sink(at(name)),
      );
      expect(leftOvers()).toEqual([]);
    }
    writeFileSync(at("old.csv"), "keep\nme\n");
    await failure("INVALID_CAST", () =>
      (frame({ a: ["x"] }).lazy() as LazyFrame).cast({ a: Int64 }).sinkCsv(at("old.csv")),
    );
    expect(readFileSync(at("old.csv"), "utf8")).toBe("keep\nme\n");
    expect(leftOvers()).toEqual([]);
  });
  test("a file may be rewritten from itself", async () => {
    await frame({ a: [1, 2, 3] }).writeParquet(at("self.parquet"));
    await (scanParquet(at("self.parquet")) as unknown as LazyFrame)
      .filter(col("a").gt(1))
      .sinkParquet(at("self.parquet"));
    expect((await readParquet(at("self.parquet"))).toDict()).toEqual({ a: [2, 3] });
  });
  test.skipIf(!existsSync("/dev/full"))("a full disk is NO_SPACE", async () => {
    const many = frame({ a: Array.from({ length: 100_000 }, (_, i) => `row ${i}`) });
    await failure("NO_SPACE", () => many.lazy().sinkCsv("/dev/full"));
    await failure("NO_SPACE", () => many.writeParquet("/dev/full"));
    await failure("NO_SPACE", () => many.writeIpc("/dev/full"));
    await failure("NO_SPACE", () => many.writeNdjson("/dev/full"));
  });
  test("places where nothing can be written", async () => {
    expect((await failure("NOT_FOUND", () => df.writeParquet(at("no/such/folder/x.parquet")))).detail).toBe(
      `${at("no/such/folder/x.parquet")}: the folder ${at("no/such/folder")} does not exist; make it first`,
    );
    await failure("INVALID_ARGUMENT", () => df.writeParquet(folder));
    await failure("NOT_SUPPORTED", () => frame({ l: [[1]] }).writeCsv(at("half.csv")));
    expect(leftOvers()).toEqual([]);
  });
});

test("tryRead gives what went wrong as a value", async () => {
  const outcome = await tryRead(at("missing.parquet"));
  expect(outcome.isErr && outcome.error.code).toBe("NOT_FOUND");
  expect((await tryRead(at("a.parquet"))).isOk).toBe(true);
});

test("a scan's overrides change types", async () => {
  writeFileSync(at("types.csv"), "a,b\n1,2\n");
  expect((await readCsv(at("types.csv"), { schemaOverrides: { a: Utf8 } })).toDict()).toEqual({ a: ["1"], b: [2] });
  expect(
    (await failure("COLUMN_NOT_FOUND", () => readCsv(at("types.csv"), { schemaOverrides: { aa: Utf8 } }))).detail,
  ).toContain("aa");
  expect(new DataFrame({}).width).toBe(0);
});

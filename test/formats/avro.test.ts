import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  DataFrame,
  Duration,
  Int32,
  Int64,
  PolaroidError,
  read,
  readAvro,
  scan,
  UInt64,
  Utf8,
} from "../../src/node.ts";
import { types } from "../../src/testing/cases/frames.ts";
import { pythonWith } from "../support/python.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-avro-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const whole = async (): Promise<DataFrame> => (await types().collect()).drop("u64", "span") as DataFrame;
const python = pythonWith("polars");

/** What some lines of Python print. */
function polars(lines: string): string {
  if ("reason" in python) throw new Error(python.reason);
  const run = spawnSync(python.python, ["-c", `import polars as pl, datetime as dt\n${lines}`], {
    encoding: "utf8",
    env: { ...process.env, POLARS_SKIP_CPU_CHECK: "1" },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout;
}

test.each(["uncompressed", "deflate", "snappy", "zstd"] as const)("every type comes back, %s", async (compression) => {
  const df = (await whole()).drop("time") as DataFrame;
  const back = await read(await df.toBytes("avro", { compression, name: "row" }));
  const asked = Object.fromEntries(df.schema.fields.map((f) => [f.name, f.type]));
  expect(back.columns).toEqual(df.columns);
  expect(back.getColumn("i8").dtype).toBe(Int32);
  expect(back.cast(asked as never).equals(df)).toBe(true);
});

test("columns and rows are chosen, many blocks are read", async () => {
  const df = new DataFrame({
    a: Array.from({ length: 50_000 }, (_, i) => i),
    s: Array.from({ length: 50_000 }, (_, i) => `v${i}`),
  });
  const path = join(folder, "many.avro");
  expect(await df.writeAvro(path, { compression: "snappy" })).toBe(50_000);
  expect((await scan(path).select("s").slice(40_000, 2).collect()).toRecords()).toEqual([
    { s: "v40000" },
    { s: "v40001" },
  ]);
  expect((await readAvro(path)).equals(df)).toBe(true);
  expect((await readAvro(await df.head(0).toBytes("avro"))).shape).toEqual({ height: 0, width: 2 });
});

test("what Avro has not is said", async () => {
  const codeOf = (df: DataFrame): Promise<unknown> =>
    df.toBytes("avro").then(
      () => null,
      (e: PolaroidError) => e.code,
    );
  expect(await codeOf(new DataFrame({ a: [1] }, { schema: { a: UInt64 } }))).toBe("NOT_SUPPORTED");
  expect(await codeOf(new DataFrame({ a: [1n] }, { schema: { a: Duration("us") } }))).toBe("NOT_SUPPORTED");
  expect(await codeOf(new DataFrame({ "a b": [1] }))).toBe("INVALID_ARGUMENT");
  const time = (await types().collect()).select("time") as DataFrame;
  expect(await codeOf(time)).toBe("INVALID_CAST");
});

/** A file of one block without compression. */
function file(schema: object, rows: number, data: readonly number[]): Uint8Array {
  const text = [...new TextEncoder().encode(JSON.stringify(schema))];
  const zigzag = (n: number): number[] => (n * 2 < 128 ? [n * 2] : [((n * 2) & 127) | 128, (n * 2) >> 7]);
  const key = [...new TextEncoder().encode("avro.schema")];
  const sync = Array<number>(16).fill(7);
  return Uint8Array.from([
    79,
    98,
    106,
    1,
    2,
    22,
    ...key,
    ...zigzag(text.length),
    ...text,
    0,
    ...sync,
    ...zigzag(rows),
    ...zigzag(data.length),
    ...data,
    ...sync,
  ]);
}

describe("files of other writers", () => {
  test("maps, enums, fixed bytes, names used again, lists in counted blocks", async () => {
    const schema = {
      type: "record",
      name: "r",
      fields: [
        { name: "m", type: { type: "map", values: "int" } },
        { name: "e", type: { type: "enum", name: "x.E", symbols: ["A", "B"] } },
        { name: "again", type: ["x.E", "null"] },
        { name: "f", type: { type: "fixed", name: "F", size: 2 } },
        { name: "l", type: { type: "array", items: "long" } },
        { name: "u", type: { type: "string", logicalType: "uuid" } },
      ],
    };
    const row = [2, 2, 107, 6, 0, 2, 0, 0, 9, 8, 3, 4, 2, 4, 0, 2, 122];
    expect((await readAvro(file(schema, 1, row))).toRecords()).toEqual([
      { m: [{ key: "k", value: 3 }], e: "B", again: "A", f: Uint8Array.of(9, 8), l: [1, 2], u: "z" },
    ]);
  });
  test("a type that holds itself and unions of several are not read", async () => {
    const of = (type: unknown): Uint8Array => file({ type: "record", name: "r", fields: [{ name: "a", type }] }, 0, []);
    await expect(readAvro(of(["null", "r"]))).rejects.toThrow("NOT_SUPPORTED");
    await expect(readAvro(of(["int", "string"]))).rejects.toThrow("NOT_SUPPORTED");
    await expect(readAvro(of("nope"))).rejects.toThrow("CORRUPT");
    await expect(readAvro(of({ type: "record", name: "q", fields: null }))).rejects.toThrow("CORRUPT");
  });
  test("rows and items without bytes do not fill the memory", async () => {
    const of = (type: unknown, rows: number, data: readonly number[]): Uint8Array =>
      file({ type: "record", name: "r", fields: [{ name: "a", type }] }, rows, data);
    await expect(readAvro(of("int", 8000, [0]))).rejects.toThrow("CORRUPT");
    await expect(readAvro(of({ type: "array", items: "null" }, 1, [254, 255, 255, 255, 255, 127]))).rejects.toThrow(
      "CORRUPT",
    );
  });
});

test("damaged files end with an error of ours", async () => {
  const good = await (await whole()).drop("time").toBytes("avro", { compression: "snappy" });
  let seed = 1;
  const random = (n: number): number => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed % n;
  };
  for (let i = 0; i < 1500; i++) {
    const bytes = good.slice(0, i % 2 === 0 ? good.length : random(good.length));
    for (let k = 0; k < 3; k++) bytes[random(bytes.length || 1)] = random(256);
    const error: unknown = await readAvro(bytes).then(
      () => null,
      (e: unknown) => e,
    );
    if (error !== null) {
      expect(error).toBeInstanceOf(PolaroidError);
      expect((error as PolaroidError).code).not.toBe("INTERNAL");
    }
  }
});

test.skipIf("reason" in python)("Polars reads what is written here, and the other way round", async () => {
  const df = new DataFrame(
    { a: [1, null], s: ["é", null], l: [[1, 2], null], t: [new Date(0), null] },
    { schema: { a: Int64, s: Utf8 } },
  );
  const path = join(folder, "ours.avro");
  await df.writeAvro(path, { compression: "deflate" });
  expect(
    polars(
      `d = pl.read_avro(${JSON.stringify(path)}); print(d["a"].to_list(), d["s"].to_list(), d["l"].to_list(), d["t"].dt.year().to_list())`,
    ),
  ).toBe("[1, None] ['é', None] [[1.0, 2.0], None] [1970, None]\n");
  for (const compression of ["uncompressed", "deflate", "snappy"]) {
    const theirs = join(folder, `${compression}.avro`);
    polars(
      `pl.DataFrame({"a": [1 << 40, None], "b": [True, None], "d": [dt.date(2024, 1, 2), None], "s": [{"x": 1.5}, None]}).write_avro(${JSON.stringify(theirs)}, compression="${compression}", name="r")`,
    );
    expect((await readAvro(theirs)).toRecords()).toEqual([
      { a: 2 ** 40, b: true, d: new Date("2024-01-02"), s: { x: 1.5 } },
      { a: null, b: null, d: null, s: null },
    ]);
  }
});

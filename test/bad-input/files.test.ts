import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { read, readCsv, readIpc, readNdjson, readParquet, scan, scanCsv, Utf8 } from "../../src/node.ts";
import { failure, frame } from "../api/support.ts";
import { at, folder, lazy, write, writeGood } from "./folder.ts";

beforeAll(writeGood);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("files", () => {
  test("that are missing, by every way to read", async () => {
    for (const reader of [read, readParquet, readCsv, readNdjson, readIpc]) {
      const { detail } = await failure("NOT_FOUND", () => reader(at("missing.parquet")));
      expect(detail).toContain("missing.parquet");
    }
    await failure("NOT_FOUND", () => read(at("good.csv/inside.csv")));
    await failure("NOT_FOUND", () => read(at("none-*.csv")));
    await failure("NOT_FOUND", () => read(`file://${at("missing.csv")}`));
  });
  test("that are directories", async () => {
    mkdirSync(at("empty"), { recursive: true });
    expect((await failure("NOT_FOUND", () => read(at("empty")))).detail).toContain("no files");
    await failure("INVALID_ARGUMENT", () => frame({ a: [1] }).writeCsv(at("empty")));
  });
  test.skipIf(process.getuid?.() === 0)("that may not be read", async () => {
    copyFileSync(at("good.csv"), at("secret.csv"));
    chmodSync(at("secret.csv"), 0);
    await failure("PERMISSION_DENIED", () => read(at("secret.csv")));
  });
  test("that are empty", async () => {
    for (const name of ["e.parquet", "e.csv", "e.arrow"])
      expect((await failure("CORRUPT", () => read(write(name, "")))).detail).toContain(name);
    await failure("UNKNOWN_FORMAT", () => read(write("e", "")));
    await failure("UNKNOWN_FORMAT", () => read(new Uint8Array(0)));
  });
  test.each(["parquet", "arrow"])("that are cut off anywhere: %s", async (extension) => {
    const whole = readFileSync(at(`good.${extension}`));
    for (const part of [0.01, 0.2, 0.5, 0.9, 0.999]) {
      const cut = write(`cut.${extension}`, whole.subarray(0, Math.floor(whole.length * part)));
      expect((await failure("CORRUPT", () => read(cut))).detail).toContain("cut");
    }
    await failure("CORRUPT", () => read(write(`one.${extension}`, whole.subarray(0, whole.length - 1))));
  });
  test("that are cut off in a quote, a record, a packed stream", async () => {
    expect((await failure("CORRUPT", () => read(write("q.csv", 'a,b\n1,"open\n2,3\n')))).detail).toMatch(/quote/);
    await failure("CORRUPT", () => read(write("q.ndjson", '{"a":1}\n{"a":')));
    const packed = gzipSync(readFileSync(at("good.csv")));
    await failure("CORRUPT", () => read(write("q.csv.gz", packed.subarray(0, packed.length / 2))));
    await failure("CORRUPT", () =>
      read(write("r.csv.gz", Buffer.concat([packed.subarray(0, 20), packed.subarray(40)]))),
    );
  });
  test("that are something else", async () => {
    for (const reader of [readParquet, readIpc, readNdjson]) await failure("CORRUPT", () => reader(at("good.csv")));
    await failure("CORRUPT", () => readCsv(at("good.parquet")));
    await failure("UNKNOWN_FORMAT", () => read(write("what", "plain text without a name")));
  });
  test("whose rows do not fit", async () => {
    expect((await failure("CORRUPT", () => read(write("long.csv", "a,b\n1,2\n1,2,3\n")))).detail).toMatch(/row|line/);
    const typed = write("typed.csv", `n\n${"1\n".repeat(200)}x\n`);
    expect((await failure("CORRUPT", () => read(typed))).detail).toMatch(/"x"/);
    expect((await readCsv(typed, { ignoreErrors: true })).tail(1).toDict()).toEqual({ n: [null] });
    await failure("CORRUPT", () => read(write("bytes.csv", Uint8Array.of(0x61, 0x0a, 0x62, 0xff, 0x0a))));
    expect((await readCsv(at("bytes.csv"), { encoding: "utf8-lossy" })).toDict()).toEqual({ a: ["b\ufffd"] });
    await failure("CORRUPT", () =>
      read(write("bytes.ndjson", Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}\n')]))),
    );
  });
  test("of one name and two schemas", async () => {
    write("s1.csv", "a,b\n1,2\n");
    write("s2.csv", "a,c\n1,2\n");
    expect((await failure("SCHEMA_MISMATCH", () => read([at("s1.csv"), at("s2.csv")]))).detail).toMatch(/"b"/);
  });
  test("with two columns of one name", async () => {
    const df = await read(write("dup.csv", "a,a,\n1,2,3\n"));
    expect(new Set(df.columns).size).toBe(3);
    expect(df.height).toBe(1);
  });
  test("with bytes changed here and there never do worse than an error", async () => {
    let seed = 7;
    const random = (n: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return seed % n;
    };
    for (const extension of ["parquet", "arrow", "csv", "ndjson"]) {
      const whole = readFileSync(at(`good.${extension}`));
      for (let i = 0; i < 40; i++) {
        const bytes = Uint8Array.from(whole);
        for (let k = 0; k <= random(4); k++) bytes[random(bytes.length)] = random(256);
        const path = write(`changed.${extension}`, bytes);
        const outcome = await lazy(scan(path)).tryCollect({ memoryLimit: 200e6 });
        if (outcome.isErr) expect(outcome.error.code).not.toBe("INTERNAL");
      }
    }
  });
});

describe("writing", () => {
  test.skipIf(!existsSync("/dev/full"))("to a full disk", async () => {
    const df = frame({ t: Array.from({ length: 50_000 }, (_, i) => `text ${i}`) });
    for (const sink of [
      () => df.lazy().sinkCsv("/dev/full"),
      () => df.lazy().sinkParquet("/dev/full"),
      () => df.lazy().sinkIpc("/dev/full"),
      () => df.lazy().sinkNdjson("/dev/full"),
    ])
      await failure("NO_SPACE", sink);
  });
  test("what fails halfway leaves nothing", async () => {
    write("half.csv", `n\n${"1\n".repeat(300_000)}x\n`);
    for (const name of ["half.parquet", "half.arrow", "half.ndjson"])
      await failure("CORRUPT", () => lazy(scanCsv(at("half.csv"))).sink(at(name)));
    expect(readdirSync(folder).filter((f) => f.includes("half") && f !== "half.csv")).toEqual([]);
  });
  test("types that a format cannot hold", async () => {
    const df = frame({ l: [[1]], t: ["a"] }, { t: Utf8 });
    expect((await failure("NOT_SUPPORTED", () => df.writeCsv(at("l.csv")))).detail).toContain('"l"');
    await failure("INVALID_ARGUMENT", () => df.writeParquet(at("l.parquet"), { compression: "zip" as "none" }));
    await failure("INVALID_ARGUMENT", () => df.select("t").writeCsv(at("l.csv"), { separator: "ab" }));
  });
});

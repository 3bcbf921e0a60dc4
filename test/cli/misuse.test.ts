import { describe, expect, test } from "vitest";
import { polaroid, polaroidWith } from "./run.ts";

const HEAD = "usage: polaroid head [-n ROWS] [--json] FILE...\n";

describe("a wrong command line is told in our words, with its usage, as exit code 2", () => {
  test.each<[string, string]>([
    ["head -n -1 x.csv", `--rows is -1; it must be a whole number from 0 on; ${HEAD}`],
    ["head -n many x.csv", `--rows is many; it must be a whole number from 0 on; ${HEAD}`],
    ["head --rows 1e3 x.csv", `--rows is 1e3; it must be a whole number from 0 on; ${HEAD}`],
    ["head x.csv -n", `-n needs a value; ${HEAD}`],
    ["head --format= x.csv", `--format needs a value; ${HEAD}`],
    ["head --format --rows x.csv", `--format needs a value, but --rows follows; ${HEAD}`],
    ["head --row 3 x.csv", `there is no option --row (perhaps --rows?); ${HEAD}`],
    ["head -q x.csv", `there is no option -q; ${HEAD}`],
    ["head --help=3", `--help takes no value; ${HEAD}`],
    ["head --format cvs x.csv", `--format is cvs (perhaps csv?), known are parquet, ipc, avro, csv, ndjson; ${HEAD}`],
    ["schema", "name a file; usage: polaroid schema [--json] FILE...\n"],
    ["doctor x.csv", "doctor takes no file, but got x.csv; usage: polaroid doctor [--json]\n"],
    ["doctor --engine", "there is no option --engine; usage: polaroid doctor [--json]\n"],
    [
      "convert a.csv",
      "name one file (or pattern) and the new file; usage: polaroid convert [--compression CODEC] FROM TO\n",
    ],
    [
      "convert a b c",
      "name one file (or pattern) and the new file; usage: polaroid convert [--compression CODEC] FROM TO\n",
    ],
    [
      "convert a.csv b.parquet --to what",
      "--to is what, known are parquet, ipc, avro, csv, ndjson; usage: polaroid convert [--compression CODEC] FROM TO\n",
    ],
  ])("polaroid %s", (line, message) => {
    expect(polaroid(...line.split(" "))).toEqual({ code: 2, out: "", error: `error [INVALID_ARGUMENT] ${message}` });
  });
});

describe("environment variables that mean nothing", () => {
  test.each([
    ["POLAROID_ENGINE", "dukdb", 'POLAROID_ENGINE is "dukdb": there is no engine "dukdb" here'],
    ["POLAROID_MODE", "bogus", 'POLAROID_MODE is "bogus"; it may be standalone, distributed, portable or unset'],
    ["POLAROID_MEMORY_LIMIT", "lots", '"lots" is no number of bytes'],
  ])("%s=%s is told by doctor, beside all else", (name, value, message) => {
    const { code, out, error } = polaroidWith({ [name]: value }, "doctor");
    expect([code, out]).toEqual([2, expect.stringMatching(/^node v\d+.*\n {2}ok {7}wasm\n/)]);
    expect(error).toContain(message);
    const json = polaroidWith({ [name]: value }, "doctor", "--json");
    expect(JSON.parse(json.out).problem).toContain(message);
    expect(JSON.parse(json.error)).toMatchObject({ code: "INVALID_ARGUMENT" });
  });
  test("stop the other commands", () => {
    expect(polaroidWith({ POLAROID_MODE: "bogus" }, "head", "x.csv")).toMatchObject({ code: 2, out: "" });
    expect(polaroidWith({ POLAROID_MODE: "bogus" }, "head", "--help").code).toBe(0);
  });
});

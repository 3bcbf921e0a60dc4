import { expect, test } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { wasm } from "../../src/engines/wasm/engine.ts";
import { DataFrame, Float32, Float64, Int32, Int64, List, Struct, Utf8 } from "../../src/node.ts";
import { allCases, type Case, frameDifferences, runCase, runConformance, sameFrame } from "../../src/testing/index.ts";

const frame = (values: readonly unknown[], type: unknown = Int64): DataFrame =>
  new DataFrame({ a: values as unknown[] }, { schema: { a: type as typeof Int64 } }) as unknown as DataFrame;

test("the same rows in another order are the same unless order is asked for", () => {
  expect(frameDifferences(frame([1n, 2n, 2n]), frame([2n, 1n, 2n]))).toEqual([]);
  expect(frameDifferences(frame([1n, 2n]), frame([2n, 1n]), { order: true })).toEqual([
    'row 0, column "a": 1n, expected 2n',
    'row 1, column "a": 2n, expected 1n',
  ]);
});

test("how often a row comes matters", () => {
  expect(frameDifferences(frame([1n, 1n, 2n]), frame([1n, 2n, 2n]))).toEqual(['row 1, column "a": 1n, expected 2n']);
});

test("types, names and lengths are told first", () => {
  expect(frameDifferences(frame([1], Int32), frame([1n]))).toEqual(['column "a" is Int32, expected Int64']);
  expect(frameDifferences(new DataFrame({ b: [1n] }) as unknown as DataFrame, frame([1n]))[0]).toContain(
    "columns are (b: Int64), expected (a: Int64)",
  );
  expect(frameDifferences(frame([1n]), frame([]))[0]).toBe("1 rows, expected 0");
});

test("NaN equals NaN, null equals null alone, zeros are equal", () => {
  expect(
    frameDifferences(frame([Number.NaN, null, -0], Float64), frame([Number.NaN, null, 0], Float64), { order: true }),
  ).toEqual([]);
  expect(frameDifferences(frame([null], Float64), frame([Number.NaN], Float64))).toHaveLength(1);
});

test("floats are exact unless they come of sums", () => {
  const [a, b] = [frame([0.1 + 0.2], Float64), frame([0.3], Float64)];
  expect(frameDifferences(a, b)).toHaveLength(1);
  expect(frameDifferences(a, b, { floats: "sum" })).toEqual([]);
  expect(frameDifferences(frame([1.0000000001], Float64), frame([1], Float64), { floats: "sum" })).toHaveLength(1);
  expect(frameDifferences(frame([1.0000000001], Float64), frame([1], Float64), { floats: "variance" })).toEqual([]);
  expect(frameDifferences(frame([1.5], Float32), frame([1.25], Float32), { floats: "ulps" })).toHaveLength(1);
});

test("lists and structs are compared by their items", () => {
  expect(frameDifferences(frame([["a", null]], List(Utf8)), frame([["a", null]], List(Utf8)))).toEqual([]);
  expect(frameDifferences(frame([["a"]], List(Utf8)), frame([["a", null]], List(Utf8)))).toHaveLength(1);
  const s = Struct({ x: Int32 });
  expect(frameDifferences(frame([{ x: 1 }], s), frame([{ x: 2 }], s))).toHaveLength(1);
});

test("sameFrame throws the differences", () => {
  expect(() => sameFrame(frame([1n]), frame([2n]))).toThrow('frames differ:\n  row 0, column "a": 1n, expected 2n');
  sameFrame(frame([1n]), frame([1n]));
});

test("an engine that lies is found out", async () => {
  const liar: Engine = {
    ...wasm,
    name: "liar",
    gaps: () => [{ feature: "everything", missing: "ours", why: "it is lazy" }],
  };
  const report = await runConformance(liar);
  expect(report.gaps + report.failed.length + report.passed).toBe(report.cases);
  expect(report.gaps).toBeGreaterThan(600);
  const half: Engine = {
    ...wasm,
    name: "half",
    execute: async function* (plan, context) {
      for await (const b of wasm.execute(plan, context)) {
        yield b;
        return;
      }
    },
  };
  const wrong = allCases().find((c) => c.name === "filter: true only, neither false nor null") as ReturnType<
    typeof allCases
  >[number];
  const changed: Case = { ...wrong, gives: { a: [Int64, []] } };
  expect((await runCase(half, { ...wrong, ...changed, gives: { a: [Int64, []] } })).state).toBe("failed");
});

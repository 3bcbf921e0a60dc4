import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const DOOR = join(import.meta.dirname, "..", "..", "src", "node.ts");

/** What a program prints that imports the library in an environment. */
function under(environment: Record<string, string>, code: string): { readonly out: string; readonly error: string } {
  const program = `import { DataFrame, col, configure, len } from ${JSON.stringify(DOOR)};\nconst q = new DataFrame({ a: [3, 1, 2] }).lazy().sort("a");\n${code}`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module-typescript", "--no-warnings", "-e", program],
    {
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "polaroid-compiled"), ...environment },
      encoding: "utf8",
    },
  );
  return { out: stdout.trim(), error: stderr };
}

const ENGINE = 'console.log((await q.explain()).split("engine\\n")[1]?.split("\\n")[0]);';

test("POLAROID_ENGINE names the engine; configure and the call win over it", () => {
  expect(under({ POLAROID_ENGINE: "duckdb" }, ENGINE).out).toBe("duckdb: asked for by POLAROID_ENGINE");
  expect(under({ POLAROID_ENGINE: "duckdb" }, `configure({ engine: "wasm" }); ${ENGINE}`).out).toBe(
    "wasm: asked for by configure()",
  );
  expect(
    under({ POLAROID_ENGINE: "duckdb" }, 'console.log((await q.collect({ engine: "wasm" })).toDict().a.join())').out,
  ).toBe("1,2,3");
  expect(under({ POLAROID_ENGINE: "nosuch" }, "await q.collect()").error).toContain("[ENGINE_UNAVAILABLE]");
  expect(under({ POLAROID_ENGINE: "" }, ENGINE).out).toContain("wasm: ");
});

test("POLAROID_MODE narrows the choice", () => {
  expect(under({ POLAROID_MODE: "portable" }, ENGINE).out).toMatch(/^wasm: .*mode portable/);
  expect(under({ POLAROID_MODE: "standalone" }, ENGINE).out).toMatch(/^wasm: .*mode standalone/);
  expect(under({ POLAROID_MODE: "distributed" }, "await q.collect()").error).toContain(
    "[ENGINE_UNAVAILABLE] mode distributed",
  );
  expect(under({ POLAROID_MODE: "portabel" }, "").error).toMatch(
    /\[INVALID_ARGUMENT\] POLAROID_MODE is "portabel"; it may be standalone, distributed, portable/,
  );
});

test("POLAROID_MEMORY_LIMIT bounds every query", () => {
  const many = 'await new DataFrame({ a: new Float64Array(500_000) }).lazy().sort("a").collect(); console.log("done")';
  expect(under({ POLAROID_MEMORY_LIMIT: "100kB" }, many).error).toContain("[MEMORY_LIMIT]");
  expect(under({ POLAROID_MEMORY_LIMIT: "1.5GB" }, many).out).toBe("done");
  expect(under({ POLAROID_MEMORY_LIMIT: "lots" }, many).error).toContain("[INVALID_ARGUMENT]");
});

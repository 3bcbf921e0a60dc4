import { describe, expect, it } from "vitest";
import { faults, readSources } from "../scripts/layers.ts";

const of = (path: string, text: string): readonly string[] => faults(new Map([[path, text]]));

describe("layers", () => {
  it("hold in src", () => {
    const sources = readSources();
    expect(sources.size).toBeGreaterThan(0);
    expect(faults(sources)).toEqual([]);
  });

  it.each([
    ["arrow/batch.ts", 'import type { Plan } from "../plan/index.ts";'],
    ["kernels/load.ts", 'import { batch } from "../arrow/batch.ts";'],
    ["engines/wasm/engine.ts", 'export { rules } from "../duckdb/rules.ts";'],
    ["api/frame.ts", 'const main = await import("../cli/main.ts");'],
    ["api/frame.ts", 'import "../node.ts";'],
    ["flight/client.ts", 'import { plan } from "../plan/index.ts";'],
    ["stats/adf.ts", 'import { read } from "../sources/rest.ts";'],
    ["expr/walk.ts", 'new Worker(new URL("../engine/worker.ts", import.meta.url))'],
    ["core/types.ts", 'import { it } from "../../test/support/it.ts";'],
    ["core/utils.ts", ""],
    ["core/dataType.ts", ""],
    ["core/error.ts", "export default 1;"],
    ["core/long.ts", "//\n".repeat(401)],
    ["odds/ends.ts", ""],
  ])("refuse %s: %s", (path, text) => {
    expect(of(path, text)).toHaveLength(1);
  });

  it.each([
    ["arrow/batch.ts", 'import { load } from "../kernels/load.ts";'],
    ["engines/remote/engine.ts", 'import { call } from "../../flight/client.ts";'],
    ["engines/wasm/operators/filter.ts", 'import { evaluate } from "../evaluate.ts";'],
    ["server/main.ts", 'import { LazyFrame } from "../node.ts";'],
    ["node.ts", 'export * from "./api/index.ts";'],
    ["kernels/embedded.gen.ts", "//\n".repeat(401)],
  ])("accept %s: %s", (path, text) => {
    expect(of(path, text)).toEqual([]);
  });
});

import { expect, it } from "vitest";
import { compile } from "./compile.ts";

it("the portable core compiles with no Node and no DOM types", { timeout: 120_000 }, async () => {
  expect(await compile("tsconfig.portable.json")).toEqual([]);
});

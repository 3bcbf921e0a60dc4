import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generate, path } from "../../scripts/docs/support.ts";

test("the support page is what the engines' tables say", () => {
  const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", path), "utf8");
  expect(page, "npm run docs").toBe(generate());
});

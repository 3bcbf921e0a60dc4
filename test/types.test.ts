import { globSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { compile } from "./compile.ts";

const files = globSync("test/types/**/*.ts");

// What must not compile is marked there with @ts-expect-error, so that it fails once it does.
describe.skipIf(files.length === 0)("types", () => {
  let messages: readonly string[] = [];

  beforeAll(async () => {
    messages = await compile("tsconfig.types.json");
  }, 120_000);

  it.each(files)("%s", (file) => {
    expect(messages.filter((message) => message.startsWith(file))).toEqual([]);
  });

  it("nothing else is wrong", () => {
    expect(messages.filter((message) => !files.some((file) => message.startsWith(file)))).toEqual([]);
  });
});

import { globSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { compile } from "./compile.ts";

const files = globSync("test/types/**/*.ts");

// ok.ts holds results to exact types. What must not compile is marked in err.ts with @ts-expect-error, so that it fails once it does.
describe("types", () => {
  let messages: readonly string[] = [];

  beforeAll(async () => {
    messages = await compile("tsconfig.types.json");
  }, 120_000);

  it.each(files)("%s", (file) => {
    expect(messages.filter((message) => message.startsWith(file))).toEqual([]);
  });

  it("many programs must not compile", () => {
    expect(readFileSync("test/types/err.ts", "utf8").match(/@ts-expect-error/g)?.length).toBeGreaterThan(40);
  });

  it("nothing else is wrong", () => {
    expect(messages.filter((message) => !files.some((file) => message.startsWith(file)))).toEqual([]);
  });
});

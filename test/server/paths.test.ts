import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { allowedPaths } from "../../src/server/paths.ts";
import { codeOf } from "../support/code-of.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "polaroid-paths-")));
const inside = join(folder, "in");
const outside = join(folder, "out");
mkdirSync(inside);
mkdirSync(outside);
mkdirSync(join(folder, "in2"));
writeFileSync(join(outside, "secret"), "");
writeFileSync(join(inside, "a.csv"), "");
symlinkSync(outside, join(inside, "link"));
symlinkSync(join(outside, "new"), join(inside, "dangling"));
symlinkSync(join(inside, "a.csv"), join(inside, "alias"));
symlinkSync("loop", join(inside, "loop"));
symlinkSync("deeper/x", join(inside, "deeper"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("allowed paths", () => {
  const allowed = allowedPaths([inside]);

  it.each([
    ["a.csv", "a.csv"],
    ["new/deep/b.csv", "new/deep/b.csv"],
    ["alias", "a.csv"],
    ["x/../a.csv", "a.csv"],
    [".", ""],
    ["..a", "..a"],
  ])("are below the root: %s", (path, place) => {
    expect(allowed(path)).toBe(join(inside, place));
  });

  it.each([
    "../out/secret",
    "link/secret",
    "link/new",
    "dangling",
    "/etc/passwd",
    "../in2/x",
    "x/../../out/secret",
    "file:///etc/passwd",
    "http://127.0.0.1/x",
    "a\0.csv",
    "..",
  ])("are not elsewhere: %j", (path) => {
    expect(codeOf(() => allowed(path))).toBe("PERMISSION_DENIED");
  });

  it.each([
    ["a.csv/x", "NOT_FOUND", "a part of the path is no directory"],
    [`${"y".repeat(300)}.csv`, "INVALID_ARGUMENT", "the path is too long"],
    ["loop", "INVALID_ARGUMENT", "a loop of symbolic links"],
    ["loop/x.csv", "INVALID_ARGUMENT", "a loop of symbolic links"],
    ["deeper", "INVALID_ARGUMENT", "a loop of symbolic links"],
  ])("that can never be are told by the caller's path: %j", (path, code, why) => {
    expect(codeOf(() => allowed(path))).toBe(code);
    expect(() => allowed(path)).toThrow(`${path.slice(0, 200)}: `);
    expect(() => allowed(path)).toThrow(why);
    expect(() => allowed(path)).not.toThrow(folder);
  });

  it.each(["../out/secret/x", "link/secret/x", `/${"y".repeat(300)}`])(
    "say nothing of what lies elsewhere: %j",
    (path) => {
      expect(codeOf(() => allowed(path))).toBe("PERMISSION_DENIED");
    },
  );

  it("takes whole paths below the root, and below another root", () => {
    const both = allowedPaths([inside, outside]);
    expect(both(join(inside, "a.csv"))).toBe(join(inside, "a.csv"));
    expect(both("link/secret")).toBe(join(outside, "secret"));
  });

  it("are none without a root", () => {
    expect(() => allowedPaths([])("a.csv")).toThrow("start it with --root FOLDER");
  });

  it("needs roots that are there", () => {
    expect(codeOf(() => allowedPaths([join(folder, "absent")]))).toBe("NOT_FOUND");
  });
});

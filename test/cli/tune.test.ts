import { expect, test } from "vitest";
import { ALLOCATOR, type Restartable, restart } from "../../src/cli/tune.ts";

function restarted(changes: Partial<Restartable>): unknown[][] {
  const calls: unknown[][] = [];
  restart({
    platform: "linux",
    execPath: "/node",
    execArgv: ["--flag"],
    argv: ["/node", "main.js", "serve", "--port", "0"],
    env: { HOME: "/home" },
    send: undefined,
    execve: ((...args: unknown[]) => void calls.push(args)) as never,
    ...changes,
  });
  return calls;
}

test("the same program begins again with the allocator told", () => {
  expect(restarted({})).toEqual([
    ["/node", ["/node", "--flag", "main.js", "serve", "--port", "0"], { HOME: "/home", ...ALLOCATOR }],
  ]);
});

test.each<[string, Partial<Restartable>]>([
  ["it was told", { env: { ...ALLOCATOR } }],
  ["somebody has another wish", { env: { MALLOC_ARENA_MAX: "1" } }],
  ["there is no such allocator", { platform: "darwin" }],
  ["a parent listens", { send: (() => true) as never }],
  ["Node cannot", { execve: undefined }],
])("not where %s", (_, changes) => {
  expect(restarted(changes)).toEqual([]);
});

test("a process that may not begin again goes on", () => {
  let asked = 0;
  const execve = (() => {
    asked++;
    throw Object.assign(new Error("Access to this API has been restricted"), { code: "ERR_ACCESS_DENIED" });
  }) as never;
  expect(restarted({ execve })).toEqual([]);
  expect(asked).toBe(1);
});

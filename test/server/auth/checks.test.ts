import { expect, test } from "vitest";
import { Checks } from "../../../src/server/auth/checks.ts";
import { hostOf } from "../../../src/server/who.ts";
import { codeOfAsync } from "../../support/code-of.ts";

test("passwords are checked one at a time, those of each address in turn", async () => {
  const checks = new Checks<string>();
  const done: string[] = [];
  let [running, most] = [0, 0];
  const check = (name: string) => async (): Promise<string> => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    done.push(name);
    return name;
  };
  const many = Array.from({ length: 50 }, (_, i) => checks.do(`many ${i}`, "there", check("many")));
  expect(await checks.do("one", "here", check("one"))).toBe("one");
  expect(done.indexOf("one")).toBeLessThan(5);
  await Promise.all(many);
  expect([most, done.length]).toEqual([1, 51]);
});

test("equal ones are checked once, and again when they are over", async () => {
  const checks = new Checks<number>();
  let runs = 0;
  const check = async (): Promise<number> => ++runs;
  const all = await Promise.all(Array.from({ length: 500 }, () => checks.do("same", "here", check)));
  expect(new Set(all)).toEqual(new Set([1]));
  expect(await checks.do("same", "here", check)).toBe(2);
});

test("one address does not fill the line of the others", async () => {
  const checks = new Checks<null>();
  let open: () => void = () => undefined;
  const gate = new Promise<null>((resolve) => {
    open = () => resolve(null);
  });
  const codes = Array.from({ length: 100 }, (_, i) => codeOfAsync(() => checks.do(`wrong ${i}`, "there", () => gate)));
  const other = checks.do("right", "here", () => gate);
  open();
  const found = await Promise.all(codes);
  expect([...new Set(found)].sort()).toEqual(["LIMIT_EXCEEDED", "none"]);
  expect(found.filter((c) => c === "none").length).toBe(64);
  expect(await other).toBe(null);
  expect(await checks.do("later", "there", async () => null)).toBe(null);
});

test.each([
  ["10.0.0.7:4711", "10.0.0.7"],
  ["::ffff:10.0.0.7:4711", "10.0.0.7"],
  ["::1:4711", "0:0:0:0"],
  ["2001:db8:1:2:3:4:5:6:4711", "2001:db8:1:2"],
  ["2001:db8::9:4711", "2001:db8:0:0"],
  ["fe80::1%eth0:4711", "fe80:0:0:0"],
  ["?:0", "?"],
])("%s comes from %s", (address, host) => {
  expect(hostOf({ peer: { address, certificate: null } })).toBe(host);
});

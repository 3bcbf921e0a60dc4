import { describe, expect, it } from "vitest";
import { Granted } from "../../../src/server/auth/granted.ts";
import type { Known } from "../../../src/server/auth/users.ts";
import { codeOf } from "../../support/code-of.ts";

const person = (name: string): Known => ({ user: name, key: `basic ${name}`, role: "read" });
const [ann, bob] = [person("ann"), person("bob")];

describe("tokens that a password gave", () => {
  let now = 0;
  const granted = (ttl = 1000): Granted => {
    now = 0;
    return new Granted(ttl, () => now);
  };

  it("live for as long as they are used", () => {
    const tokens = granted();
    const token = tokens.give(ann);
    for (let i = 0; i < 10; i++) {
      now += 900;
      expect(tokens.check(token)).toBe(ann);
    }
    now += 1000;
    expect(codeOf(() => tokens.check(token))).toBe("UNAUTHENTICATED");
    expect(() => tokens.check(token)).toThrow(/expired.*1 s; log in again/);
  });

  it("are given again while they are young, so that no crowd of calls makes a crowd of tokens", () => {
    const tokens = granted();
    const first = tokens.give(ann);
    for (let i = 0; i < 1000; i++) expect(tokens.give(ann)).toBe(first);
    expect(tokens.give(bob)).not.toBe(first);
    now = 600;
    const second = tokens.give(ann);
    expect(second).not.toBe(first);
    expect([tokens.check(first), tokens.check(second), tokens.size]).toEqual([ann, ann, 3]);
  });

  it("are bounded for each user, and one user's do not push out another's", () => {
    const tokens = granted(1e9);
    const kept = tokens.give(bob);
    const all: string[] = [];
    for (let i = 0; i < 100; i++) {
      now += 5e8;
      all.push(tokens.give(ann));
      for (const t of all.slice(-64)) tokens.check(t);
      tokens.check(kept);
    }
    expect(tokens.size).toBe(65);
    expect(tokens.check(kept)).toBe(bob);
    expect(codeOf(() => tokens.check(all[0] as string))).toBe("UNAUTHENTICATED");
    expect(tokens.check(all.at(-1) as string)).toBe(ann);
  });

  it("are those of this server alone", () => {
    const tokens = granted();
    const token = tokens.give(ann);
    expect(granted().check(token)).toBe(null);
    const forged = `${token.slice(0, -2)}${token.endsWith("AA") ? "BB" : "AA"}`;
    for (const other of ["", ".", "x", "a.b.c", forged, `${token}x`]) expect(tokens.check(other)).toBe(null);
  });
});

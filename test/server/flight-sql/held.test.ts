import { describe, expect, it, vi } from "vitest";
import { utf8 } from "../../../src/core/utf8.ts";
import { Held } from "../../../src/server/flight-sql/held.ts";
import { codeOf } from "../../support/code-of.ts";

const limits = { ttl: 60_000, perOwner: 2, all: 3 };

describe("what callers hold", () => {
  it("is its owner's alone", () => {
    const held = new Held<number>("query", limits);
    const handle = held.add("ann", 1);
    expect(held.find(handle, "ann")).toBe(1);
    expect(held.find(handle, "bob")).toBe(null);
    expect(codeOf(() => held.get(utf8("x".repeat(1000)), "ann"))).toBe("NOT_FOUND");
  });

  it("makes room of what was fetched, and refuses where nothing was", () => {
    const gone: number[] = [];
    const held = new Held<number>("query", limits, (v) => gone.push(v));
    const first = held.add("ann", 1);
    held.add("ann", 2);
    expect(codeOf(() => held.add("ann", 3))).toBe("LIMIT_EXCEEDED");
    held.spend(first, "bob");
    expect(codeOf(() => held.add("ann", 3))).toBe("LIMIT_EXCEEDED");
    held.spend(first, "ann");
    expect(held.find(first, "ann")).toBe(1);
    held.add("ann", 3);
    expect(gone).toEqual([1]);
    held.add("bob", 4);
    expect(codeOf(() => held.add("bob", 5))).toBe("LIMIT_EXCEEDED");
  });

  it("goes when its time is over, though nobody asks", async () => {
    const gone: number[] = [];
    const held = new Held<number>("query", { ...limits, ttl: 20 }, (v) => gone.push(v));
    held.add("ann", 1);
    held.add("bob", 2);
    await vi.waitFor(() => expect(gone).toEqual([1, 2]));
    expect(held.size).toBe(0);
  });
});

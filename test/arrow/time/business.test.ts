import { expect, test } from "vitest";
import { calendar } from "../../../src/arrow/time/business.ts";
import { weekdayOf } from "../../../src/arrow/time/civil.ts";
import { fc } from "../../support/property.ts";

const week = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }).filter((w) => w.includes(true));
const day = fc.integer({ min: -60, max: 60 });
const holidays = fc.array(day, { maxLength: 40 });

test("counts and steps are those of a walk from day to day", () => {
  fc.assert(
    fc.property(week, holidays, day, day, fc.integer({ min: -15, max: 15 }), (mask, off, from, to, n) => {
      const c = calendar(mask, off);
      const open = (d: number): boolean => mask[weekdayOf(d) - 1] === true && !off.includes(d);
      expect(c.isBusiness(from)).toBe(open(from));
      let count = 0;
      if (from <= to) for (let d = from; d < to; d++) count += open(d) ? 1 : 0;
      else for (let d = to + 1; d <= from; d++) count -= open(d) ? 1 : 0;
      expect(c.between(from, to) + 0).toBe(count);
      for (const roll of ["forward", "backward"] as const) {
        let d = from;
        while (!open(d)) d += roll === "forward" ? 1 : -1;
        for (let left = Math.abs(n); left > 0; ) {
          d += Math.sign(n);
          if (open(d)) left--;
        }
        expect(c.add(from, n, roll)).toBe(d);
      }
      expect(c.add(from, n, "raise")).toBe(open(from) ? c.add(from, n, "forward") : undefined);
    }),
    { numRuns: 1000 },
  );
});

test("great distances take no walk", () => {
  const c = calendar([true, true, true, true, true, false, false], []);
  expect(c.add(0, 5e8, "raise")).toBe(7e8);
  expect(c.between(0, 7e8)).toBe(5e8);
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { costOf, type Declarations, declarations, PROGRAMS, SECONDS } from "../../scripts/type-cost.ts";

/** Against the package's declarations, as a user compiles it: `npm run test:types` prints them. */
describe("what the compiler does", () => {
  let made: Declarations | undefined;

  beforeAll(() => {
    made = declarations();
  }, 240_000);
  afterAll(() => made?.[Symbol.dispose]());

  it.each(PROGRAMS)(
    "$name",
    (program) => {
      const cost = costOf(made as Declarations, program);
      expect(cost.messages).toEqual([]);
      expect(cost.instantiations).toBeLessThan(program.limit);
      let best = cost.seconds;
      for (let tries = 0; tries < 2 && best > 1; tries++)
        best = Math.min(best, costOf(made as Declarations, program).seconds);
      expect(best).toBeLessThan(SECONDS);
    },
    120_000,
  );
});

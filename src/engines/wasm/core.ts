import { ACCUMULATORS } from "./aggregates/index.ts";
import { ARITHMETIC } from "./functions/arithmetic.ts";
import { COMPARE } from "./functions/compare.ts";
import { CONDITIONAL } from "./functions/conditional.ts";
import { LOGIC } from "./functions/logic.ts";
import { MATH } from "./functions/math.ts";
import { STRINGS } from "./functions/strings.ts";
import { OPERATORS } from "./operators/index.ts";
import { install } from "./tables.ts";

/** What a page has from the start. Called, not imported for its effect, which a bundler may leave out. */
export function installCore(): void {
  install({
    elementwise: { ...ARITHMETIC, ...COMPARE, ...LOGIC, ...MATH, ...CONDITIONAL, ...STRINGS },
    accumulators: ACCUMULATORS,
    operators: OPERATORS,
  });
}

import { fromArrow } from "../../arrow/interop/from-arrow.ts";
import { interop } from "../../arrow/interop/loaded.ts";
import { registerAll } from "../../expr/all.ts";
import { REGEX } from "../../expr/regex/later.ts";
import { regex } from "../../expr/regex/regex.ts";
import { fill, template } from "../../expr/regex/template.ts";
import { TIME_PUSH } from "../../optimize/later.ts";
import { filtersIntoTime, projectTime } from "../../optimize/push-time.ts";
import { installTime, PLAN_TEXT } from "../../plan/later.ts";
import { planText } from "../../plan/print.ts";
import type { Recursive } from "../../plan/recursive-node.ts";
import { TIME_RULES } from "../../plan/resolve-time.ts";
import { TIME_SCHEMAS } from "../../plan/time-schema.ts";
import { FURTHER_ACCUMULATORS } from "./aggregates/further.ts";
import { ACCUMULATORS } from "./aggregates/index.ts";
import { STATISTICS } from "./aggregates/statistics.ts";
import { roundDecimal } from "./cast/decimals.ts";
import { furtherCast } from "./cast/further.ts";
import { evaluateLists } from "./eval.ts";
import { concatText } from "./functions/concat-text.ts";
import { decimalArithmetic } from "./functions/decimals.ts";
import { nestedBits } from "./functions/equality.ts";
import { inListOfRow } from "./functions/in-lists.ts";
import { ELEMENTWISE, WHOLE } from "./functions/index.ts";
import { PLACED } from "./functions/places.ts";
import { JOINED } from "./functions/rearrange.ts";
import { MOVING } from "./functions/rolling.ts";
import { matching } from "./functions/strings/match.ts";
import { SEGMENTED } from "./functions/windows.ts";
import { CASTS, DECIMALS, JOINED_TEXT, MATCHING, NESTED, WHOLE_FRAMES } from "./later.ts";
import { FURTHER_OPERATORS } from "./operators/further.ts";
import { collectedAggregates } from "./operators/group-by/collected.ts";
import { OPERATORS } from "./operators/index.ts";
import { evaluateOver } from "./over.ts";
import { besideThreads, withThreads } from "./parallel/parallel.ts";
import { parallel } from "./parallel/threads.ts";
import { Rounds } from "./recursion.ts";
import { install } from "./tables.ts";
import { overWhole } from "./whole-frames.ts";
import { cumulativeEval, rolling } from "./window-forms.ts";

/** Everything, complete by type. */
export function installAll(): void {
  registerAll();
  parallel.code = { withThreads, besideThreads };
  interop.fromArrow = fromArrow;
  REGEX.install({ regex, template, fill });
  MATCHING.install(matching);
  DECIMALS.install({ decimalArithmetic, roundDecimal });
  CASTS.install(furtherCast);
  NESTED.install({ nestedBits, inListOfRow });
  JOINED_TEXT.install(concatText);
  WHOLE_FRAMES.over = overWhole;
  PLAN_TEXT.install(planText);
  TIME_PUSH.install({ filtersIntoTime, projectTime });
  installTime({ rules: TIME_RULES, schemas: TIME_SCHEMAS });

  install({
    elementwise: ELEMENTWISE,
    whole: WHOLE,
    segmented: { ...SEGMENTED, ...MOVING, ...PLACED },
    forms: { ...JOINED, rolling, cumulativeEval },
    over: { over: evaluateOver },
    collected: { aggregates: collectedAggregates },
    nested: { eval: evaluateLists },
    accumulators: { ...ACCUMULATORS, ...FURTHER_ACCUMULATORS, ...STATISTICS },
    operators: { ...OPERATORS, ...FURTHER_OPERATORS },
    rounds: { recursive: (plan: Recursive) => new Rounds(plan) },
  });
}

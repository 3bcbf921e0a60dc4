import { fromArrow } from "../../arrow/interop/from-arrow.ts";
import { interop } from "../../arrow/interop/loaded.ts";
import { registerAll } from "../../expr/all.ts";
import { installTime } from "../../plan/later.ts";
import { TIME_RULES } from "../../plan/resolve-time.ts";
import { TIME_SCHEMAS } from "../../plan/time-schema.ts";
import { ACCUMULATORS } from "./aggregates/index.ts";
import { STATISTICS } from "./aggregates/statistics.ts";
import { evaluateLists } from "./eval.ts";
import { ELEMENTWISE, WHOLE } from "./functions/index.ts";
import { PLACED } from "./functions/places.ts";
import { JOINED } from "./functions/rearrange.ts";
import { MOVING } from "./functions/rolling.ts";
import { SEGMENTED } from "./functions/windows.ts";
import { OPERATORS } from "./operators/index.ts";
import { TIME_OPERATORS } from "./operators/time.ts";
import { evaluateFramed } from "./over/moving.ts";
import { install } from "./tables.ts";
import { cumulativeEval, rolling } from "./window-forms.ts";

/** Everything, complete by type. */
export function installAll(): void {
  registerAll();
  interop.fromArrow = fromArrow;
  installTime({ rules: TIME_RULES, schemas: TIME_SCHEMAS });

  install({
    elementwise: ELEMENTWISE,
    whole: WHOLE,
    segmented: { ...SEGMENTED, ...MOVING, ...PLACED },
    forms: { ...JOINED, rolling, cumulativeEval },
    moving: { frame: evaluateFramed },
    nested: { eval: evaluateLists },
    accumulators: { ...ACCUMULATORS, ...STATISTICS },
    operators: { ...OPERATORS, ...TIME_OPERATORS },
  });
}

import { ACCUMULATORS } from "./aggregates/index.ts";
import { STATISTICS } from "./aggregates/statistics.ts";
import { ELEMENTWISE, WHOLE } from "./functions/index.ts";
import { PLACED } from "./functions/places.ts";
import { JOINED } from "./functions/rearrange.ts";
import { MOVING } from "./functions/rolling.ts";
import { SEGMENTED } from "./functions/windows.ts";
import { OPERATORS } from "./operators/index.ts";
import { TIME_OPERATORS } from "./operators/time.ts";
import { install } from "./tables.ts";
import { cumulativeEval, rolling } from "./window-forms.ts";

// Everything, complete by type.
install(
  {
    elementwise: ELEMENTWISE,
    whole: WHOLE,
    segmented: { ...SEGMENTED, ...MOVING, ...PLACED },
    forms: { ...JOINED, rolling, cumulativeEval },
    accumulators: { ...ACCUMULATORS, ...STATISTICS },
    operators: { ...OPERATORS, ...TIME_OPERATORS },
  },
  true,
);

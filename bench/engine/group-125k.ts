import type { Case } from "../case.ts";
import { fiveAggregates } from "../five-aggregates.ts";

export const question: Case = fiveAggregates("t", "k2");

export { type Answer, type Case, type Cases, type Input, rows } from "./case.ts";
export { type Outcome, type Report, runCase, runConformance } from "./conformance.ts";
export { type Equality, frameDifferences, sameFrame } from "./same-frame.ts";
export type { Tolerance } from "./same-value.ts";
export { allCases, type NamedCase } from "./suite.ts";

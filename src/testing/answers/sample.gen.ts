// Recorded from polars by test/conformance/record.ts.
import { UInt32 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const SAMPLE: Answers = {
  "how many": { "n": [UInt32, [3]] },
  "a share": { "n": [UInt32, [3]] },
};

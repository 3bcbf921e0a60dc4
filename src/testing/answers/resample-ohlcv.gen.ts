// Recorded from polars by test/conformance/record.ts.
import type { Answers } from "../case.ts";

export const RESAMPLE_OHLCV: Answers = {
};

// Recorded from polars by test/conformance/record.ts.
import { Date32, Datetime, Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const UPSAMPLE: Answers = {
  "hours": { "t": [Datetime("us"), [1639612800000000n, 1639614600000000n, 1639616400000000n, 1639618200000000n, 1639620000000000n, 1639621800000000n]], "n": [Int64, [0n, null, null, null, null, 5n]], "x": [Float64, [1.5, null, null, null, null, -0.25]] },
  "hours that miss": { "t": [Datetime("us"), [1639612800000000n, 1639615200000000n, 1639617600000000n, 1639620000000000n]], "n": [Int64, [0n, null, null, null]], "x": [Float64, [1.5, null, null, null]] },
  "by keys": { "t": [Int64, [1n, 2n, 3n, 4n, 5n, 6n, 2n, 3n, 4n, 5n, 3n]], "k": [Utf8, ["b", "b", "b", "b", "b", "b", "a", "a", "a", "a", null]], "n": [Int64, [0n, null, null, 3n, null, 5n, 1n, null, null, 4n, 2n]] },
  "equal times": { "t": [Int64, [1n, 2n, 2n, 3n, 4n, 5n, 6n, 7n, 8n]], "n": [Int64, [0n, 1n, null, null, 3n, null, null, 4n, 5n]] },
  "null times": { "t": [Int64, [1n, 2n, 3n]], "n": [Int32, [2, null, 3]] },
  "months from the 31st": { "d": [Date32, [19753, 19782, 19813, 19843, 19874]], "n": [Int32, [1, null, null, null, 2]] },
  "days of a zone": { "t": [Datetime("ms", "Europe/Paris"), [1711828800000n]], "n": [Int32, [0]] },
};

import type { Batch } from "../../../../arrow/batch.ts";
import type { Emit } from "../../operator.ts";
import type { Build } from "./build.ts";

/** What a join does with its left rows once the right side is known. */
export interface Probe {
  /** A left batch with the key number of each row, -1 for those without a match; yields between batches of much output. */
  rows(b: Batch, ids: Int32Array, emit: Emit): Iterable<void> | void;
  /** After the last left row. */
  rest?(emit: Emit): Iterable<void>;
  close?(): void;
  /** Without right rows, left ones give nothing. */
  readonly needsRight: boolean;
}

export type ProbeFactory = (right: Build) => Probe;

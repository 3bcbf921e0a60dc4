import type { Batch } from "../../arrow/batch.ts";
import type { Schema } from "../../arrow/schema.ts";
import type { Kept } from "../../engine/kept.ts";
import type { Budget } from "./budget.ts";
import type { PushedKeys, pushKeys } from "./pushed-keys/push-keys.ts";

export type Emit = (batch: Batch) => void;

/**
 * A synchronous state machine: batches of input `input` go in by `push`, results come out through `emit`, the rest at
 * `finish`. Inputs are drained one after the other, in their order, each to its end. A `push` or `finish` that takes long
 * or gives much yields now and then, so that the driver can let others run and hand on what came out so far.
 */
export interface Operator {
  readonly schema: Schema;
  push(batch: Batch, emit: Emit, input: number): Iterable<void> | void;
  /** Called when an input is at its end. */
  end?(input: number, emit: Emit): void;
  finish(emit: Emit): Iterable<void> | void;
  /** Gives back what garbage collection does not: called once, also after a failure or where the rest is not wanted. */
  close?(): void;
  /** No more input is needed. */
  readonly done: boolean;
}

/** What an operator is made with. */
export interface OperatorContext {
  readonly budget: Budget;
  /** Makes what hands keys of joins to the sources on their other side; absent where all rows are there anyway. */
  readonly pushKeys?: typeof pushKeys | undefined;
  readonly keys?: PushedKeys | undefined;
  /** The joins whose rows are kept, which are counted before they are made. */
  readonly kept?: Kept | undefined;
  /** The columns of the result that must last longer than until the next batch goes in; null or absent: all. */
  readonly lasting?: ReadonlySet<string> | null | undefined;
}

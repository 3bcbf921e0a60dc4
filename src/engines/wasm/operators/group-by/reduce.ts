import { batch } from "../../../../arrow/batch.ts";
import type { Schema } from "../../../../arrow/schema.ts";
import type { Output, Typed } from "../../../../expr/typed.ts";
import type { Operator, OperatorContext } from "../../operator.ts";
import { Hold } from "../hold.ts";
import { FedAggregates } from "./fed.ts";
import { type Fed, split } from "./split.ts";

/** One row of aggregates over all rows, fed batch by batch; null where an expression needs all rows at once. */
export function reduce(schema: Schema, exprs: readonly Output[], { budget }: OperatorContext): Operator | null {
  const fed: Fed[] = [];
  const outers: Typed[] = [];
  for (const { input } of exprs) {
    const own: Fed[] = [];
    const outer = split(input, own, fed);
    if (outer === null) return null;
    fed.push(...own);
    outers.push(outer);
  }
  const running = new FedAggregates(fed, outers);
  const hold = new Hold(budget);
  return {
    schema,
    done: false,
    push(b) {
      running.update(b, null, 1);
      hold.set(running.bytes);
    },
    finish(emit) {
      emit(batch(schema, running.finish(1), 1));
    },
    close() {
      running.close();
      hold.set(0);
    },
  };
}

import { type Batch, batch, batchBytes } from "../../../arrow/batch.ts";
import { ownColumn } from "../../../arrow/buffers.ts";
import type { Column } from "../../../arrow/column.ts";
import { concatBatches } from "../../../arrow/concat.ts";
import { columnsIn } from "../../../expr/children.ts";
import { outputs, type Typed } from "../../../expr/typed.ts";
import type { GroupBy } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { compile } from "../evaluate.ts";
import { KeyedGrouper } from "../keys/keyed-grouper.ts";
import { lastingBelow } from "../lean.ts";
import { giveBack, lend } from "../lent.ts";
import type { Emit, Operator, OperatorContext } from "../operator.ts";
import { BATCH_ROWS } from "../order/emit.ts";
import { ruleOf } from "../tables.ts";
import { spread } from "../value.ts";
import type { CollectedAggregates } from "./group-by/collected.ts";
import { emitGroups } from "./group-by/emit-groups.ts";
import { FedAggregates } from "./group-by/fed.ts";
import { type Fed, split } from "./group-by/split.ts";
import { Hold } from "./hold.ts";

const NONE: CollectedAggregates = { update: () => undefined, finish: () => [], bytes: 0 };

/** One row for each different key, in order of first appearance. */
export function groupBy(plan: GroupBy, { budget }: OperatorContext): Operator {
  const schema = schemaOf(plan);
  const input = schemaOf(plan.input);
  const keyed = outputs(plan.keys).map((o) => o.input);
  const keys = keyed.map(compile);
  const fed: Fed[] = [];
  const outers: Typed[] = [];
  const collected: Typed[] = [];
  // Where each output comes from: the place among the outers, or -1 less the place among the collected.
  const places = outputs(plan.aggs).map((o) => {
    const own: Fed[] = [];
    const outer = split(o.input, own, fed);
    if (outer === null) return -collected.push(o.input);
    fed.push(...own);
    return outers.push(outer) - 1;
  });
  const rest = collected.length === 0 ? NONE : ruleOf("collected", "aggregates")(collected, input);
  const running = new FedAggregates(fed, outers);
  const types = keyed.map((e) => e.type);
  // Rows that are kept are more than a limit was made for.
  const groups = new KeyedGrouper(types, budget.limit === null);
  let later: Batch[] | null = null;
  // Keys that look at other rows need all of them first.
  const waiting: Batch[] | null = keyed.every((e) => e.elementwise) ? null : [];

  const hold = new Hold(budget);
  const lasts = plan.input.kind === "frame" ? null : lastingBelow(plan, null);
  const read = fed.reduce((into, { call }) => columnsIn(call, into), new Set<string>());
  // What is fed at once is not made to last.
  const kept = (b: Batch): Batch =>
    lasts === null
      ? b
      : batch(
          b.schema,
          b.columns.map((c, i) => {
            const { name } = b.schema.fields[i] as { readonly name: string };
            return read.has(name) && !lasts.has(name) ? ownColumn(c) : c;
          }),
          b.length,
        );
  const add = (b: Batch): void => {
    const columns = keys.map((k) => spread(k(b), b.length));
    if (groups.defer(columns, b.length)) {
      later ??= [];
      later.push(kept(b));
      return;
    }
    const room = collected.length === 0 ? lend(b.length) : undefined;
    try {
      const ids = groups.add(columns, b.length, room);
      running.update(b, ids, groups.count);
      rest.update(b, ids);
    } finally {
      if (room !== undefined) giveBack(room);
    }
  };

  const late = function* (emit: Emit): Iterable<void> {
    if (waiting !== null && waiting.length > 0) add(concatBatches(input, waiting));
    if (later !== null)
      for (const ids of groups.settle()) {
        const b = later.shift() as Batch;
        running.update(b, ids, groups.count);
        rest.update(b, ids);
        hold.set(groups.bytes + running.bytes + rest.bytes);
        yield;
      }
    const { count } = groups;
    const made = running.finish(count);
    yield;
    const gathered: Column[] = [];
    for (const column of rest.finish(count)) {
      gathered.push(column);
      yield;
    }
    const aggregates = places.map((p) => (p < 0 ? gathered[-p - 1] : made[p]) as Column);
    yield* emitGroups(schema, groups.parts, types, aggregates, emit);
  };

  return {
    schema,
    done: false,
    push(b) {
      if (waiting === null) {
        add(b);
        hold.set(groups.bytes + running.bytes + rest.bytes);
      } else {
        waiting.push(b);
        hold.set(hold.bytes + batchBytes(b));
      }
    },
    // A generator of its own for each query would keep all of it until the next whole collection.
    finish(emit) {
      const { count } = groups;
      if (waiting !== null || later !== null || collected.length > 0 || count > BATCH_ROWS) return late(emit);
      return emit(batch(schema, [...groups.keys(), ...running.finish(count)], count));
    },
    close() {
      groups.free();
      running.close();
      hold.set(0);
    },
  };
}

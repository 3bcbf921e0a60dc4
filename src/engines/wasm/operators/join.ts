import { type Batch, batchBytes } from "../../../arrow/batch.ts";
import { type Column, isValid } from "../../../arrow/column.ts";
import { concatBatches } from "../../../arrow/concat.ts";
import { PolaroidError } from "../../../core/error.ts";
import { roomFor } from "../../../engine/kept.ts";
import { outputs } from "../../../expr/typed.ts";
import { joinColumns } from "../../../plan/join-columns.ts";
import type { Join } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { compile } from "../evaluate.ts";
import { grouper } from "../keys/grouper.ts";
import type { Emit, Operator, OperatorContext } from "../operator.ts";
import { spread } from "../value.ts";
import { Hold } from "./hold.ts";
import { build } from "./join/build.ts";
import { crossJoin } from "./join/cross.ts";
import { filtered } from "./join/filtered.ts";
import { pairs } from "./join/pairs.ts";
import { uniqueness } from "./join/validate.ts";

const notNull = (keys: readonly Column[], ids: Int32Array): Int32Array => {
  for (const k of keys) if (k.nulls > 0) for (let i = 0; i < ids.length; i++) if (!isValid(k, i)) ids[i] = -1;
  return ids;
};

/** Input 0 is the right side, kept whole and looked up; input 1 the left, whose rows keep their order. */
export function join(plan: Join, context: OperatorContext): Operator {
  const { how, validate, nullsEqual } = plan.options;
  const filters = how === "semi" || how === "anti";
  if (validate !== "m:m" && (filters || how === "cross"))
    throw new PolaroidError("INVALID_ARGUMENT", `validate "${validate}" does not go with a ${how} join; leave it out`);
  if (how === "cross") return crossJoin(plan, context);

  const schema = schemaOf(plan);
  const input = schemaOf(plan.left);
  const hold = new Hold(context.budget);
  const wanted = new Set(
    joinColumns(plan).flatMap((c) => (c.side === "right" ? [c.name] : c.or === null ? [] : [c.or])),
  );
  const rightKeys = outputs(plan.rightOn).map((o) => o.input);
  const right = build(
    schemaOf(plan.right),
    rightKeys,
    wanted,
    nullsEqual,
    validate.endsWith(":1") ? validate : null,
    context.keys?.taker(plan),
    !filters,
  );
  const probe = (filters ? filtered(schema, how === "semi") : pairs(plan, hold, roomFor(plan, context.kept)))(right);

  const leftKeys = outputs(plan.leftOn).map((o) => o.input);
  const evaluators = leftKeys.map(compile);
  // Keys that look at other rows need all of them first.
  const waiting: Batch[] | null = leftKeys.every((k) => k.elementwise) ? null : [];
  const lefts = validate.startsWith("1:") ? grouper(leftKeys.map((k) => k.type)) : null;
  const unique = uniqueness(validate, "left", nullsEqual);

  const found = (b: Batch, emit: Emit): Iterable<void> | void => {
    const keys = evaluators.map((e) => spread(e(b), b.length));
    if (lefts !== null) unique.check(lefts.add(keys, b.length), keys, lefts.count);
    const ids = right.grouper.find(keys, b.length);
    return probe.rows(b, nullsEqual ? ids : notNull(keys, ids), emit);
  };

  const late = function* (emit: Emit): Iterable<void> {
    if (waiting !== null && waiting.length > 0) yield* found(concatBatches(input, waiting), emit) ?? [];
    if (probe.rest !== undefined) yield* probe.rest(emit);
  };

  const operator: Operator & { done: boolean } = {
    schema,
    done: false,
    push(b, emit, side) {
      if (side === 0) {
        right.push(b);
        hold.set(right.bytes);
      } else if (waiting === null) return found(b, emit);
      else {
        waiting.push(b);
        hold.set(hold.bytes + batchBytes(b));
      }
    },
    end(side) {
      if (side !== 0) return;
      right.end();
      hold.set(right.bytes);
      operator.done = probe.needsRight && right.length === 0 && lefts === null;
    },
    finish(emit) {
      if (waiting === null && probe.rest === undefined) return;
      return late(emit);
    },
    close() {
      right.grouper.free();
      lefts?.free();
      probe.close?.();
      hold.set(0);
    },
  };
  return operator;
}

import { type Batch, sliceBatch } from "../../arrow/batch.ts";
import { takeBatch } from "../../arrow/take.ts";
import { PolaroidError } from "../../core/error.ts";
import { checkSignal, watchedSteps, watching } from "../../core/signal.ts";
import type { Context } from "../../engine/engine.ts";
import type { FrameScan, Scan } from "../../plan/node.ts";
import type { Step } from "./compile.ts";
import { identity } from "./order/merge-sort.ts";
import type { SourceKeys } from "./pushed-keys/source-keys.ts";
import type { Rounds } from "./recursion.ts";
import { whereOf } from "./where.ts";

/** Rows that go through the operators at once. */
export const MORSEL = 65536;
const SLICE_MS = 8;

/** A batch in pieces that stay in the cache. */
function* morsels(b: Batch): Iterable<Batch> {
  if (b.length <= MORSEL) yield b;
  else for (let at = 0; at < b.length; at += MORSEL) yield sliceBatch(b, at, Math.min(MORSEL, b.length - at));
}

function* framed(plan: FrameScan): Iterable<Batch> {
  for (const b of plan.frame.batches) if (b.length > 0) yield* morsels(b);
}

/** The rows that joins above can use; of their own where the memory of batches is used again. */
function* chosen(batches: Iterable<Batch>, keys: SourceKeys, own = false): Iterable<Batch> {
  for (const b of batches) {
    const some = keys.rows(b, own);
    if (some !== null) yield own && some === b ? takeBatch(b, identity(b.length)) : some;
  }
}

/** Takes a batch; false when it wants no more. */
type Take = (b: Batch) => boolean;

const nothing = (): void => undefined;

/**
 * Runs a step whose sources all lie in memory, at once, until `take` has enough; false when it has. `tick` is called for
 * each batch of a source, and may throw.
 */
export function runSync(step: Step, take: Take, tick: () => void = nothing): boolean {
  if (step.kind === "source") {
    if (step.plan.kind === "scan") throw new PolaroidError("INTERNAL", "a scan cannot run synchronously");
    for (const b of step.plan.frame.batches) {
      if (b.length > MORSEL) {
        for (const part of morsels(b)) {
          tick();
          if (!take(part)) return false;
        }
        continue;
      }
      tick();
      if (b.length > 0 && !take(b)) return false;
    }
    return true;
  }
  if (step.kind === "shared") {
    if (step.state === "new") {
      runSync(step.step, (b) => step.batches.push(b) > 0, tick);
      step.state = "done";
    }
    return step.batches.every(take);
  }
  if (step.kind === "recursive") return runRounds(step, take);
  const { operator, inputs } = step;
  let wanted = true;
  const emit = (b: Batch): void => {
    if (wanted && b.length > 0) wanted = take(b);
  };
  const exhaust = (more: Iterable<void>): void => {
    for (const _ of more) if (!wanted) return;
  };
  try {
    for (let i = 0; i < inputs.length && wanted && !operator.done; i++) {
      runSync(
        inputs[i] as Step,
        (b) => {
          const more = operator.push(b, emit, i);
          if (more !== undefined) exhaust(more);
          return wanted && !operator.done;
        },
        tick,
      );
      operator.end?.(i, emit);
    }
    const rest = wanted ? operator.finish(emit) : undefined;
    if (rest !== undefined) exhaust(rest);
  } finally {
    operator.close?.();
  }
  return wanted;
}

type Recursive = Extract<Step, { kind: "recursive" }>;
const collected = (step: Step): Batch[] => {
  const out: Batch[] = [];
  runSync(step, (b) => out.push(b) > 0);
  return out;
};
/** The rows of a round that count as new. */
function fresh(recursion: Rounds, made: Batch[], { compile }: Recursive): readonly Batch[] {
  const different = recursion.different(made);
  return recursion.accept(different === null ? made : collected(compile(different)));
}
function runRounds(step: Recursive, take: Take): boolean {
  const recursion = step.rounds();
  for (let now: Step | null = step.input; now !== null; ) {
    if (!fresh(recursion, collected(now), step).every(take)) return false;
    const next = recursion.next();
    now = next === null ? null : step.compile(next);
  }
  return true;
}
async function* rounds(step: Recursive, context: Context, pace: () => Promise<void> | undefined): AsyncIterable<Batch> {
  const recursion = step.rounds();
  for (let now: Step | null = step.input; now !== null; ) {
    const made: Batch[] = [];
    for await (const b of run(now, context, pace)) made.push(b);
    yield* fresh(recursion, made, step);
    const wait = pace();
    if (wait !== undefined) await wait;
    const next = recursion.next();
    now = next === null ? null : step.compile(next);
  }
}

function* drain(ready: Batch[]): Iterable<Batch> {
  for (const b of ready) yield b;
  ready.length = 0;
}

/** Gives others the thread and looks at the signal, at most every SLICE_MS. */
function pacer({ host, signal }: Context): () => Promise<void> | undefined {
  let last = host.now();
  return () => {
    checkSignal(signal);
    if (host.now() - last < SLICE_MS) return undefined;
    return host.pause().then(() => {
      last = host.now();
      checkSignal(signal);
    });
  };
}

const NOTHING: ReadonlySet<string> = new Set();

async function* scanned(
  { plan, keys, lasting, filtered }: Extract<Step, { kind: "source" }> & { readonly plan: Scan },
  context: Context,
): AsyncIterable<Batch> {
  if (plan.table === null) throw new PolaroidError("INTERNAL", "a scan was not bound");
  const { columns, limit } = plan;
  const predicate = keys === undefined ? plan.predicate : keys.predicate(plan.predicate, plan.table);
  const names = filtered?.columns ?? columns ?? plan.table.schema.fields.map((f) => f.name);
  const { signal, onRead } = context;
  const where = plan.table.filters === true ? whereOf(filtered?.predicate ?? null, keys, plan.table, onRead) : null;
  let left = limit ?? Number.POSITIVE_INFINITY;
  const own = where === null && lasting === null && keys?.narrow === true;
  for await (const b of plan.table.scan({
    columns: names,
    predicate,
    limit,
    lasting: own ? NOTHING : lasting,
    where,
    signal,
  })) {
    const part = left < b.length ? sliceBatch(b, 0, left) : b;
    left -= part.length;
    onRead?.(part.length);
    yield* keys === undefined || where !== null ? morsels(part) : chosen(morsels(part), keys, own);
    if (left <= 0) return;
  }
}

/** Runs a step, waiting for sources, yielding to others. */
export async function* run(
  step: Step,
  context: Context,
  pace: () => Promise<void> | undefined = pacer(context),
): AsyncIterable<Batch> {
  checkSignal(context.signal);
  if (step.kind === "source") {
    const { plan, keys } = step;
    if (plan.kind === "scan") yield* scanned({ ...step, plan }, context);
    else yield* keys === undefined ? framed(plan) : chosen(framed(plan), keys);
    return;
  }
  if (step.kind === "shared") {
    if (step.state === "new") {
      for await (const b of run(step.step, context, pace)) step.batches.push(b);
      step.state = "done";
    }
    yield* step.batches;
    return;
  }
  if (step.kind === "recursive") {
    yield* rounds(step, context, pace);
    return;
  }
  const { operator, inputs } = step;
  const { signal } = context;
  const ready: Batch[] = [];
  const emit = (b: Batch): void => {
    if (b.length > 0) ready.push(b);
  };
  try {
    for (let i = 0; i < inputs.length && !operator.done; i++) {
      for await (const b of run(inputs[i] as Step, context, pace)) {
        const more = watching(signal, () => operator.push(b, emit, i));
        if (more !== undefined)
          for (const _ of watchedSteps(signal, more)) {
            const wait = pace();
            if (wait !== undefined) await wait;
            if (ready.length > 0) yield* drain(ready);
          }
        const wait = pace();
        if (wait !== undefined) await wait;
        if (ready.length > 0) yield* drain(ready);
        if (operator.done) break;
      }
      watching(signal, () => operator.end?.(i, emit));
      if (ready.length > 0) yield* drain(ready);
    }
    const rest = watching(signal, () => operator.finish(emit));
    if (rest !== undefined)
      for (const _ of watchedSteps(signal, rest)) {
        const wait = pace();
        if (wait !== undefined) await wait;
        if (ready.length > 0) yield* drain(ready);
      }
    if (ready.length > 0) yield* drain(ready);
  } finally {
    operator.close?.();
  }
}

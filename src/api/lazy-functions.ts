import { badArgument, functionArgument, recordArgument, settings, textArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { collect as run } from "../engine/query.ts";
import { rewritePlan, walkPlan } from "../plan/children.ts";
import { fingerprint } from "../plan/fingerprint.ts";
import { type ConcatHow, frame, frameOf, type JoinHow, type Plan } from "../plan/node.ts";
import type { AlignHow } from "./align.ts";
import { concatAll } from "./concat.ts";
import type { CollectOptions } from "./config.ts";
import { DataFrame } from "./data-frame.ts";
import { deferred } from "./deferred.ts";
import { LazyFrame } from "./lazy-frame.ts";
import { schemaFrom, type Types } from "./lazy-rows.ts";
import { checkedQuery } from "./query-options.ts";
import { strictly } from "./strict.ts";
import type { OkAll } from "./types/guard.ts";
import type { Given, Outputs } from "./types/schema.ts";
import { worldOf } from "./world.ts";

const lazies = (frames: unknown, where: string): readonly LazyFrame[] => {
  if (!Array.isArray(frames) || !frames.every((f) => f instanceof LazyFrame))
    throw badArgument(`what ${where} is given`, frames, "a list of LazyFrames");
  return frames;
};
/** Work that is worth doing once: not a mere reading of rows, which each plan narrows by itself. */
const isWork = (p: Plan): boolean => p.kind !== "frame" && p.kind !== "scan";

/** The largest parts that several plans have in common. */
function sharedParts(plans: readonly Plan[]): Plan[] {
  const users = new Map<string, { readonly plan: Plan; readonly by: Set<number> }>();
  const keys = new Map<Plan, string | null>();
  const keyOf = (p: Plan): string | null => {
    let k = keys.get(p);
    if (k === undefined) {
      try {
        k = fingerprint(p);
      } catch {
        k = null;
      }
      keys.set(p, k);
    }
    return k;
  };
  for (const [i, plan] of plans.entries())
    walkPlan(plan, (p) => {
      const k = isWork(p) ? keyOf(p) : null;
      if (k === null) return;
      const there = users.get(k);
      if (there === undefined) users.set(k, { plan: p, by: new Set([i]) });
      else there.by.add(i);
    });
  const common = [...users.entries()].filter(([, u]) => u.by.size > 1);
  const inner = new Set<string | null>();
  for (const [, { plan, by }] of common)
    walkPlan(plan, (p) => {
      const k = p === plan ? null : keyOf(p);
      if (k !== null && users.get(k)?.by.size === by.size) inner.add(k);
    });
  return common.filter(([k]) => !inner.has(k)).map(([, u]) => u.plan);
}

/** Runs several queries; what they have in common runs once. @example await collectAll([lazy.filter(col("x").gt(1)), lazy.filter(col("x").lt(0))]) */
export async function collectAll<const F extends readonly LazyFrame[]>(
  frames: F,
  options?: CollectOptions,
): Promise<{ -readonly [I in keyof F]: F[I] extends LazyFrame<infer S> ? DataFrame<S> : never }> {
  let plans = lazies(frames, "collectAll").map((f) => f.plan);
  const asked = checkedQuery("collectAll", options);
  for (const part of sharedParts(plans)) {
    const { schema: s, batches } = await run(part, asked);
    const rows = frame(frameOf(s, batches));
    const key = fingerprint(part);
    plans = plans.map((p) =>
      rewritePlan(p, (n) => (n.kind === part.kind && isWork(n) && fingerprint(n) === key ? rows : n)),
    );
  }
  const out: DataFrame[] = [];
  for (const p of plans) out.push(await new LazyFrame(p).collect(options));
  return out as never;
}
/** What `explain` tells of several queries, and which parts run once. @example await explainAll([lazy.head(1), lazy.tail(1)]) */
export async function explainAll(frames: readonly LazyFrame[], options?: CollectOptions): Promise<string> {
  const shared = sharedParts(lazies(frames, "explainAll").map((f) => f.plan));
  const texts = await Promise.all(frames.map((f) => f.explain(options)));
  return [...texts, ...shared.map((p) => `run once for several\n${new LazyFrame(p).toString()}`)].join("\n\n---\n\n");
}
/** Frames one below the other, in any order of rows: `concat`. @example union([df, df]) */
export const union = <F extends DataFrame | LazyFrame>(
  frames: readonly F[],
  options?: { readonly how?: ConcatHow | AlignHow },
): F => concatAll(frames, options) as F;

const ALIGN: { readonly on: string | readonly string[] | null; readonly how: JoinHow; readonly descending: boolean } =
  Object.freeze({ on: null, how: "full", descending: false });
/** The same rows of keys in every frame, in order of the keys; what a frame lacks is null. @example alignFrames([new DataFrame({ day: [1], x: [2] }), new DataFrame({ day: [2], y: [3] })], { on: "day" }) */
export function alignFrames<F extends DataFrame | LazyFrame>(
  frames: readonly F[],
  options: { readonly on: string | readonly string[]; readonly how?: JoinHow; readonly descending?: boolean },
): F[] {
  const { on, how, descending } = settings("alignFrames", ALIGN, options);
  if (!Array.isArray(frames)) throw badArgument("what alignFrames is given", frames, "a list of frames");
  if (on === null) throw new PolaroidError("INVALID_ARGUMENT", 'alignFrames needs to know by what: { on: "day" }');
  const [first, ...rest] = frames as readonly DataFrame[];
  if (first === undefined) return [];
  const keys = [on].flat();
  const keyed = rest.reduce<DataFrame>(
    (all, f) =>
      all.join(f.select(...(keys as never[])) as DataFrame, { on: keys, how, coalesce: true } as never) as never,
    first.select(...(keys as never[])) as never,
  );
  const all = (keyed.unique({ maintainOrder: true } as never) as DataFrame).sort(...(keys as never[]), {
    descending,
  } as never) as DataFrame;
  return (frames as readonly DataFrame[]).map((f) =>
    all.join(f, { on: keys, how: "left", nullsEqual: true, maintainOrder: "left" } as never),
  ) as never;
}

/** Expressions that need no frame, as one. @example select(lit(1).alias("one")) */
export const select = <const E extends readonly Given<{}>[]>(...exprs: OkAll<E, {}>): DataFrame<Outputs<E, {}>> =>
  (new DataFrame({}) as DataFrame).select(...(exprs as never[])) as never;
/** A frame of columns: `new DataFrame`. @example fromDict({ a: [1, 2] }) */
export const fromDict = (
  data: ConstructorParameters<typeof DataFrame>[0],
  options?: ConstructorParameters<typeof DataFrame>[1],
): DataFrame => new DataFrame(data, options);
/** A frame of rows, each an array; columns are `column_0` and so on unless named. @example fromRecords([[1, "a"], [2, "b"]], { columns: ["n", "s"] }) */
export function fromRecords(
  rows: readonly (readonly unknown[])[],
  options?: { readonly columns?: readonly string[] },
): DataFrame {
  if (!Array.isArray(rows) || !rows.every(Array.isArray))
    throw badArgument("what fromRecords is given", rows, "a list of rows, each a list of values");
  const { columns } = settings<{ readonly columns: readonly string[] | null }>(
    "fromRecords",
    { columns: null },
    options,
  );
  const width = Math.max(columns?.length ?? 0, ...rows.map((r) => r.length));
  if (columns !== null && columns.length < width)
    throw new PolaroidError("SHAPE_MISMATCH", `fromRecords has ${columns.length} names for ${width} columns`);
  return new DataFrame(
    Object.fromEntries(
      Array.from({ length: width }, (_, i) => [
        columns?.[i] ?? `column_${i}`,
        rows.map((r) => (r[i] as unknown) ?? null),
      ]),
    ),
  );
}

/** A query over rows that a function makes when it runs, once a run. @example defer(async () => new DataFrame({ a: [1] }), { schema: { a: Float64 } }) */
export function defer(
  f: () => DataFrame | LazyFrame | Promise<DataFrame | LazyFrame>,
  options: { readonly schema: Types },
): LazyFrame {
  functionArgument(f, "what defer is given");
  const s = schemaFrom(
    recordArgument(options?.schema, "schema of defer", "an object of columns and their types") as Types,
  );
  return new LazyFrame(
    deferred({
      name: "defer",
      schema: async () => s,
      batches: async () => (await (await f()).lazy().collect()).batches,
    }),
  );
}

/** `collectAll`: every query is asynchronous. @example await collectAllAsync([lazy]) */
export const collectAllAsync: typeof collectAll = (frames, options) => collectAll(frames, options);
function merged<F extends DataFrame | LazyFrame>(frames: readonly F[], key: string): F {
  if (!Array.isArray(frames) || frames.length === 0)
    throw badArgument("what mergeSorted is given", frames, "a list of frames");
  textArgument(key, "the key of mergeSorted");
  return (frames as readonly DataFrame[]).reduce((a, b) => a.mergeSorted(b as never, key as never) as never) as F;
}
/** Frames in order of a key as one in order of it. @example mergeSorted([new DataFrame({ day: [1, 3] }), new DataFrame({ day: [2] })], "day") */
export const mergeSorted: typeof merged = strictly("mergeSorted", merged);

const NORMALIZE: { readonly separator: string; readonly maxLevel: number | null } = Object.freeze({
  separator: ".",
  maxLevel: null,
});
type Plain = Readonly<Record<string, unknown>>;
const isPlain = (v: unknown): v is Plain =>
  typeof v === "object" && v !== null && Object.getPrototypeOf(v) === Object.prototype;
function flat(
  row: Plain,
  separator: string,
  levels: number,
  before: string,
  into: Record<string, unknown>,
): Record<string, unknown> {
  for (const [k, v] of Object.entries(row)) {
    if (isPlain(v) && levels > 0) flat(v, separator, levels - 1, `${before}${k}${separator}`, into);
    else into[`${before}${k}`] = v;
  }
  return into;
}
/** Nested objects as rows: fields of fields become columns named by their way. @example jsonNormalize([{ id: 1, pos: { x: 2, y: 3 } }]) */
export function jsonNormalize(
  data: Plain | readonly Plain[],
  options?: { readonly separator?: string; readonly maxLevel?: number },
): DataFrame {
  const { separator, maxLevel } = settings("jsonNormalize", NORMALIZE, options);
  const rows = Array.isArray(data) ? (data as readonly Plain[]) : [data as Plain];
  for (const r of rows) if (!isPlain(r)) throw badArgument("a row of jsonNormalize", r, "an object");
  return DataFrame.fromDicts(rows.map((r) => flat(r, separator, Math.min(maxLevel ?? 100, 100), "", {})));
}

/** How many threads queries may run on, the calling one among them. @example threadPoolSize() */
export const threadPoolSize = (): number => 1 + (worldOf().host.threads?.size ?? 0);

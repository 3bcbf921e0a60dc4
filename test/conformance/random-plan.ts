import type { Field, Schema } from "../../src/arrow/schema.ts";
import { isFloat, isInteger } from "../../src/arrow/type-info.ts";
import { type DataType, Float64 } from "../../src/arrow/types.ts";
import { some } from "../../src/expr/children.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";
import { schemaOf } from "../../src/plan/schema.ts";
import { col, concatAll, type Loose, len, lit, type Query } from "../../src/testing/loose.ts";
import { any } from "./random-families.ts";
import { randomFrame } from "./random-frame.ts";
import { bool, column, isNested, isNumber, number } from "./random-values.ts";
import type { Tape } from "./tape.ts";

function aggregate(tape: Tape, s: Schema): Loose {
  const x = tape.chance(3) ? number(tape, s, 1) : (column(tape, s, isNumber) ?? col("k"));
  const v = column(tape, s, (f) => !isNested(f)) as Loose;
  switch (tape.below(22)) {
    case 19:
      return v.mode().len();
    case 20:
      return v.unique().len();
    case 0:
      return x.sum();
    case 1:
      return x.mean();
    case 2:
      return v.min();
    case 3:
      return v.max();
    case 4:
      return v.count();
    case 5:
      return v.first();
    case 6:
      return v.last();
    case 7:
      return v.nUnique();
    case 8:
      return x.median();
    case 9:
      return x.quantile(
        tape.pick([0, 0.25, 0.5, 0.9, 1]),
        tape.pick(["nearest", "lower", "higher", "midpoint", "linear"]),
      );
    case 10:
      return x.std();
    case 11:
      return bool(tape, s, 0).any(tape.chance(2));
    case 12:
      return bool(tape, s, 0).all(tape.chance(2));
    case 13:
      // Which of equal values it is depends in Polars on what it knows of their order.
      return some(x["~expr"], (e) => e.kind === "col") ? x.get(x.argMax()) : x.argMax();
    case 14:
      return v.implode();
    case 15:
      return x.filter(bool(tape, s, 0)).sum();
    case 16:
      return x.max().sub(x.min());
    case 17:
      return x.sub(x.mean()).abs().max();
    case 18:
      return v.nullCount();
    default:
      return len();
  }
}

/** Windows whose values are those of their rows: sums of them drift in Polars. */
const moving = (tape: Tape, f: Loose): readonly Loose[] => {
  const options = { minSamples: 1, center: tape.chance(3) };
  const size = 1 + tape.below(4);
  return [
    f.rollingMax(size, options),
    f.rollingMin(size, options),
    f.rollingRank(size, { ...options, method: tape.pick(["average", "min", "max", "dense"]) }),
    f.rollingQuantile(0.5, size, { ...options, interpolation: tape.pick(["lower", "higher", "nearest"]) }),
    f.interpolate("nearest"),
    f.peakMax(),
  ];
};

function windowed(tape: Tape, s: Schema): Loose {
  const x = column(tape, s, isNumber) ?? lit(1);
  const v = column(tape, s, (f) => !isNested(f)) as Loose;
  const f = column(tape, s, isNumber)?.cast(Float64);
  const w = tape.pick([
    ...(f === undefined ? [] : moving(tape, f)),
    v.shift(1),
    v.shift(-2),
    x.diff(),
    x.cumSum(),
    x.cumMax(),
    x.cumMin(true),
    v.cumCount(),
    v.rank(tape.pick(["average", "min", "max", "dense", "ordinal"]), tape.chance(2)),
    v.forwardFill(),
    v.backwardFill(1),
    v.reverse(),
    v.isDuplicated(),
    v.isFirstDistinct(),
    v.rleId(),
  ]);
  switch (tape.below(6)) {
    case 0:
    case 1:
      return aggregate(tape, s).over(key(tape, s));
    case 2:
      return w.over(key(tape, s));
    case 3:
      return w.over(key(tape, s), { orderBy: key(tape, s), descending: tape.chance(2), nullsLast: tape.chance(2) });
    default:
      return w;
  }
}

const key = (tape: Tape, s: Schema): string => tape.pick(s.fields.filter((f) => !isNested(f))).name;
const sortable = (s: Schema): string[] => s.fields.filter((f) => !isNested(f)).map((f) => f.name);

const named = (tape: Tape, s: Schema, test: (f: Field) => boolean): string | undefined => {
  const found = s.fields.filter(test);
  return found.length === 0 ? undefined : tape.pick(found).name;
};

/** Columns named, typed and filled anew. */
function moved(tape: Tape, q: Query, s: Schema): Query {
  switch (tape.below(7)) {
    case 0:
      return q.dropNulls(key(tape, s));
    case 1:
      return q.rename({ [key(tape, s)]: "z9" });
    case 2:
      return q.drop(key(tape, s));
    case 3:
      return q.fillNull(0);
    case 4:
      return q.cast({ [named(tape, s, (f) => isInteger(f.type)) ?? ""]: Float64 });
    case 5:
      return q.unnest(named(tape, s, (f) => f.type.id === "Struct"));
    default:
      return q.unique({ maintainOrder: true });
  }
}

/** Rows in an order of all columns that have one: that of a join is not promised. */
function inOrder(q: Query): Query {
  const out = resolvePlan(q.plan);
  return out.isErr ? q : q.sort(...sortable(schemaOf(out.value)));
}

function pivoted(tape: Tape, q: Query, s: Schema): Query {
  const index = named(tape, s, (f) => f.name !== "k" && f.name !== "i" && !isNested(f));
  const aggregateFunction = tape.pick(["first", "last", "sum", "len", "min"]);
  return index === undefined ? q : q.pivot({ on: "k", onColumns: [0, 1, 2], index, values: "i", aggregateFunction });
}

/** Frames beside and below each other. */
function glued(tape: Tape, q: Query, s: Schema): Query {
  switch (tape.below(6)) {
    case 0:
      return concatAll([q, randomFrame(tape)], { how: "diagonal" });
    case 1:
      return concatAll([q, randomFrame(tape)], { how: "diagonalRelaxed" });
    case 2:
      return concatAll([q.select("k", "i"), randomFrame(tape).select("k", "i")]);
    case 3:
      return concatAll([q, q.select(col("k").alias("k9"))], { how: "horizontal" });
    case 4:
      return inOrder(q.head(4).join(randomFrame(tape).head(3), { how: "cross" }));
    default:
      return pivoted(tape, q, s);
  }
}

/** Aggregates of moving windows: sums of them drift in Polars. */
const inWindows = (tape: Tape, s: Schema): Loose => {
  const x = column(tape, s, isNumber) ?? col("k");
  const v = column(tape, s, (f) => !isNested(f)) as Loose;
  return tape.pick([
    () => len(),
    () => x.min(),
    () => x.max(),
    () => v.first(),
    () => v.last(),
    () => v.count(),
    () => v.nUnique(),
    () => v.nullCount(),
    () => v.implode(),
    () => x.quantile(0.5, "lower"),
    () => x.max().sub(x.min()),
    () => x.filter(bool(tape, s, 0)).count(),
    () => bool(tape, s, 0).any(),
  ])();
};

/** What goes along an axis: a whole number, days or moments. */
function timed(tape: Tape, q: Query, s: Schema): Query {
  const axis = named(tape, s, (f) => /^(Int64|Int32|Date32|Datetime)$/.test(f.type.id) && f.name !== "i");
  if (axis === undefined) return q;
  const whole = isInteger(s.fields[s.index.get(axis) as number]?.type as DataType);
  const sorted = q.filter(col(axis).isNotNull()).sort(axis);
  const step = whole ? tape.pick(["1i", "2i", "5i"]) : tape.pick(["1d", "1mo", "36h", "1w"]);
  const closed = tape.pick(["left", "right", "both", "none"]);
  const aggs = [inWindows(tape, s).alias("a5"), inWindows(tape, s).alias("a6")];
  switch (tape.below(4)) {
    case 0: {
      // A step of a moment would make as many groups as there are days between the values.
      const long = whole ? "50i" : "400d";
      const near = q.filter(
        col(axis)
          .isNotNull()
          .and(whole ? col(axis).isBetween(-200, 200) : col(axis).isNotNull()),
      );
      return near
        .sort(axis)
        .groupByDynamic(axis, {
          every: tape.chance(2) ? long : whole ? "7i" : "3mo",
          closed,
          label: tape.pick(["left", "right", "datapoint"]),
        })
        .agg(...aggs);
    }
    case 1:
      return sorted.rolling(axis, { period: step, closed }).agg(...aggs);
    case 2: {
      const right = randomFrame(tape).filter(col("k").isNotNull()).sort("k");
      return q
        .filter(col("k").isNotNull())
        .sort("k")
        .joinAsof(right, {
          on: "k",
          strategy: tape.pick(["backward", "forward", "nearest"]),
          allowExactMatches: !tape.chance(3),
        });
    }
    default:
      return sorted.withColumns(
        (column(tape, s, isNumber) ?? lit(1))
          .rollingMaxBy(axis, whole ? "2i" : "1w", { closed: tape.pick(["left", "right", "both", "none"]) })
          .alias("w2"),
      );
  }
}

function step(tape: Tape, q: Query, s: Schema): Query {
  switch (tape.below(22)) {
    case 0:
      return q.select(...sortable(s).slice(0, 3), any(tape, s).alias("e0"), any(tape, s).alias("e1"));
    case 1:
    case 2:
      return q.withColumns(any(tape, s).alias("e2"));
    case 3:
    case 4:
      return q.filter(bool(tape, s, tape.below(3)));
    case 5:
    case 6:
      return q
        .groupBy(key(tape, s), { maintainOrder: true })
        .agg(aggregate(tape, s).alias("a0"), aggregate(tape, s).alias("a1"));
    case 7:
      return q
        .groupBy(...new Set([key(tape, s), key(tape, s)]), { maintainOrder: true })
        .agg(aggregate(tape, s).alias("a2"));
    case 8:
      return q.sort(key(tape, s), key(tape, s), {
        descending: [tape.chance(2), tape.chance(2)],
        nullsLast: [tape.chance(2), tape.chance(2)],
      });
    case 9:
      return q.unique({ subset: key(tape, s), keep: tape.pick(["first", "last", "none"]), maintainOrder: true });
    case 10: {
      const joined = q.join(randomFrame(tape), {
        on: tape.pick(["k", "i"]),
        how: tape.pick(["inner", "left", "right", "full", "semi", "anti"]),
        nullsEqual: tape.chance(3),
        coalesce: tape.pick([true, undefined]),
      });
      return inOrder(joined);
    }
    case 11:
      return q.slice(tape.below(9) - 4, tape.pick([0, 1, 3, null]));
    case 12:
      return q.withColumns(windowed(tape, s).alias("w0"), windowed(tape, s).alias("w1"));
    case 13:
      return q.select(aggregate(tape, s).alias("a3"), aggregate(tape, s).alias("a4"));
    case 15:
      return moved(tape, q, s);
    case 16:
      return glued(tape, q, s);
    case 17:
    case 18:
      return timed(tape, q, s);
    case 14:
      return tape.chance(2) ? concatAll([q, q]) : q.withRowIndex(`r${s.fields.length}`);
    default: {
      const list = s.fields.find(isNested);
      if (list !== undefined) return q.explode(list.name);
      const on = s.fields.filter((f) => isInteger(f.type) || isFloat(f.type)).map((f) => f.name);
      return on.length < 2
        ? q.sort(...sortable(s))
        : q.unpivot({
            on: on.slice(0, 2),
            index:
              key(tape, s) === on[0]
                ? []
                : s.fields
                    .map((f) => f.name)
                    .filter((n) => !on.includes(n))
                    .slice(0, 2),
          });
    }
  }
}

/** A query of a few steps; those that do not type are left out. */
export function randomQuery(tape: Tape): Query {
  let q = randomFrame(tape);
  const steps = 1 + tape.below(6);
  for (let i = 0; i < steps; i++) {
    const now = resolvePlan(q.plan);
    if (now.isErr) throw now.error;
    try {
      const next = step(tape, q, schemaOf(now.value));
      if (resolvePlan(next.plan).isOk) q = next;
    } catch {
      // A step that has no meaning for these columns.
    }
  }
  return q;
}

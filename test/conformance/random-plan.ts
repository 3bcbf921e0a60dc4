import type { Field, Schema } from "../../src/arrow/schema.ts";
import { isFloat, isInteger, isNumeric } from "../../src/arrow/type-info.ts";
import { Float64, Int64, Utf8 } from "../../src/arrow/types.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";
import { schemaOf } from "../../src/plan/schema.ts";
import {
  coalesce,
  col,
  concatAll,
  concatStr,
  type Loose,
  len,
  lit,
  maxHorizontal,
  minHorizontal,
  type Query,
  sumHorizontal,
  when,
} from "../../src/testing/loose.ts";
import { randomFrame } from "./random-frame.ts";
import type { Tape } from "./tape.ts";

type Test = (f: Field) => boolean;
const isText: Test = (f) => f.type.id === "Utf8";
const isNumber: Test = (f) => isNumeric(f.type) && f.type.id !== "Decimal";
const isNested: Test = (f) => f.type.id === "List";

const column = (tape: Tape, s: Schema, test: Test): Loose | undefined => {
  const found = s.fields.filter(test);
  return found.length === 0 ? undefined : col(tape.pick(found).name);
};

function number(tape: Tape, s: Schema, depth: number): Loose {
  const base = column(tape, s, isNumber) ?? lit(1);
  if (depth <= 0) return tape.chance(6) ? lit(tape.pick([0, 1, 2, -3, 2.5])) : base;
  const [a, b] = [number(tape, s, depth - 1), number(tape, s, 0)];
  switch (tape.below(19)) {
    case 17:
      return a.cast(Int64, { strict: false }).pow(tape.below(5));
    case 0:
      return a.add(b);
    case 1:
      return a.sub(b);
    case 2:
      return a.mul(b);
    case 3:
      return a.floorDiv(b);
    case 4:
      return a.mod(b);
    case 5:
      return a.div(b);
    case 6:
      return a.abs();
    case 7:
      return a.fillNull(0);
    case 8:
      return when(bool(tape, s, 0))
        .then(a)
        .otherwise(b);
    case 9:
      return coalesce(a, b);
    case 10:
      return minHorizontal(a, b);
    case 11:
      return maxHorizontal(a, b);
    case 12:
      return sumHorizontal(a, b);
    case 13:
      return a.cast(Int64, { strict: false });
    case 14:
      return a.clip(0, 5);
    case 15:
      return a.neg();
    case 16:
      return text(tape, s, 0).str.lenChars();
    default:
      return a.floor();
  }
}

function text(tape: Tape, s: Schema, depth: number): Loose {
  const base = column(tape, s, isText) ?? lit("lit");
  if (depth <= 0) return base;
  switch (tape.below(11)) {
    case 7:
      return base.str.toUppercase();
    case 8:
      return base.str.toTitlecase();
    case 9:
      return number(tape, s, 0).cast(Utf8);
    case 0:
      return base.str.slice(tape.below(5) - 2, tape.below(3));
    case 1:
      return base.str.replaceAll("a", "$$x", { literal: true });
    case 2:
      return base.str.stripChars();
    case 3:
      return concatStr([base, column(tape, s, isText) ?? lit("z")], { separator: "-", ignoreNulls: tape.chance(2) });
    case 4:
      return number(tape, s, 0).cast(Int64, { strict: false }).cast(Utf8);
    case 5:
      return base.str.extract("([a-z])", 1);
    case 6:
      return base.str.zfill(4);
    default:
      return base.fillNull("none");
  }
}

function bool(tape: Tape, s: Schema, depth: number): Loose {
  const [a, b] = [number(tape, s, 0), number(tape, s, 0)];
  if (depth > 0) {
    const [x, y] = [bool(tape, s, depth - 1), bool(tape, s, 0)];
    return tape.pick([x.and(y), x.or(y), x.not(), x.xor(y)]);
  }
  switch (tape.below(12)) {
    case 0:
      return a.gt(b);
    case 1:
      return a.le(b);
    case 2:
      return a.eq(b);
    case 3:
      return a.ne(b);
    case 4:
      return a.eqMissing(b);
    case 5:
      return a.isBetween(-1, 3);
    case 6:
      return (column(tape, s, () => true) as Loose).isNull();
    case 7:
      return text(tape, s, 0).str.contains("[a-c]");
    case 8:
      return text(tape, s, 0).lt("b");
    case 9:
      return text(tape, s, 0).isIn(["a", "abc", null]);
    case 10:
      return column(tape, s, (f) => f.type.id === "Bool") ?? a.lt(b);
    default:
      return a.isIn([1, 2, null]);
  }
}

const moment: Test = (f) => f.type.id === "Datetime" || f.type.id === "Date32";
function any(tape: Tape, s: Schema): Loose {
  const t = column(tape, s, moment);
  const l = column(tape, s, isNested);
  switch (tape.below(6)) {
    case 0:
      return text(tape, s, 1);
    case 1:
      return bool(tape, s, 1);
    case 2:
      if (t !== undefined)
        return tape.pick([
          t.dt.year(),
          t.dt.week(),
          t.dt.weekday(),
          t.dt.ordinalDay(),
          t.dt.truncate("1mo"),
          t.dt.offsetBy("1mo"),
          t.dt.monthEnd(),
        ]);
      break;
    case 3:
      if (l !== undefined)
        return tape.pick([
          l.list.len(),
          l.list.sum(),
          l.list.first(),
          l.list.max(),
          l.list.sort(),
          l.list.contains(3),
          l.list.slice(-2, 1),
        ]);
      break;
  }
  return number(tape, s, 2);
}

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
      return x.get(x.argMax());
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
  return tape.chance(3) ? aggregate(tape, s).over(key(tape, s)) : tape.chance(2) ? w.over(key(tape, s)) : w;
}

const key = (tape: Tape, s: Schema): string => tape.pick(s.fields.filter((f) => !isNested(f))).name;
const sortable = (s: Schema): string[] => s.fields.filter((f) => !isNested(f)).map((f) => f.name);

function step(tape: Tape, q: Query, s: Schema): Query {
  switch (tape.below(16)) {
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
      const out = resolvePlan(joined.plan);
      return out.isErr ? joined : joined.sort(...sortable(schemaOf(out.value)));
    }
    case 11:
      return q.slice(tape.below(9) - 4, tape.pick([0, 1, 3, null]));
    case 12:
      return q.withColumns(windowed(tape, s).alias("w0"), windowed(tape, s).alias("w1"));
    case 13:
      return q.select(aggregate(tape, s).alias("a3"), aggregate(tape, s).alias("a4"));
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

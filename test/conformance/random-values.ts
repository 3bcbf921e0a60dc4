import type { Field, Schema } from "../../src/arrow/schema.ts";
import { isNumeric, isNested as nested } from "../../src/arrow/type-info.ts";
import { Int64, Utf8 } from "../../src/arrow/types.ts";
import { some } from "../../src/expr/children.ts";
import {
  coalesce,
  col,
  concatStr,
  type Loose,
  lit,
  maxHorizontal,
  minHorizontal,
  sumHorizontal,
  when,
} from "../../src/testing/loose.ts";
import type { Tape } from "./tape.ts";

export type Test = (f: Field) => boolean;
const isText: Test = (f) => f.type.id === "Utf8";
export const isNumber: Test = (f) => isNumeric(f.type) && f.type.id !== "Decimal";
export const isNested: Test = (f) => nested(f.type);

export const column = (tape: Tape, s: Schema, test: Test): Loose | undefined => {
  const found = s.fields.filter(test);
  return found.length === 0 ? undefined : col(tape.pick(found).name);
};

export function number(tape: Tape, s: Schema, depth: number): Loose {
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
      // Of bare numbers Polars takes the type of the first, and null for those that it does not hold.
      return when(bool(tape, s, 0))
        .then(a)
        .otherwise(column(tape, s, isNumber) ?? a);
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
      // Polars wraps a literal in the type that it takes.
      return some(a["~expr"], (e) => e.kind === "col") ? a.neg() : a;
    case 16:
      return text(tape, s, 0).str.lenChars();
    default:
      return a.floor();
  }
}

export function text(tape: Tape, s: Schema, depth: number): Loose {
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

export function bool(tape: Tape, s: Schema, depth: number): Loose {
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

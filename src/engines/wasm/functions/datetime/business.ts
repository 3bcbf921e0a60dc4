import { bothValid } from "../../../../arrow/bitmap.ts";
import { boolColumn, type Column, type FixedColumn, fixedColumn, isValid } from "../../../../arrow/column.ts";
import { allNull } from "../../../../arrow/take.ts";
import { type Calendar, calendar, type Roll } from "../../../../arrow/time/business.ts";
import { MAX_DAY, MIN_DAY } from "../../../../arrow/time/civil.ts";
import { formatter } from "../../../../arrow/time/format.ts";
import { PolaroidError } from "../../../../core/error.ts";
import type { Options } from "../../../../expr/node.ts";
import { further } from "../../../../kernels/further.ts";
import type { Elementwise } from "../../function.ts";
import { isScalar, scalar, spread, type Value } from "../../value.ts";
import { Marks } from "../strings/rows.ts";
import { asDouble, daysOf, fromDays, instantsOf, perDay, room, scratch, unary, values64, wallOf } from "./clock.ts";

const calendarOf = (o: Options): Calendar =>
  calendar(o.weekMask as readonly boolean[], o.holidays as readonly number[]);

export const isBusinessDay: Elementwise = unary((c, { type, options }) => {
  const { isBusiness } = calendarOf(options);
  const days = daysOf(c);
  const bits = new Uint8Array((c.length + 7) >> 3);
  for (let i = 0; i < c.length; i++)
    if (isBusiness(days[i] as number)) bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
  return boolColumn(type, c.length, bits, c.validity, c.nulls);
});

function refused(day: number): PolaroidError {
  return new PolaroidError(
    "OUT_OF_RANGE",
    `${formatter("%Y-%m-%d", "date", null)(day, 0, 0)} is no business day; roll: "forward" or "backward" starts from the next or the one before`,
  );
}

/** Two columns of one length, and the rows where neither is null. */
function both(
  x: Value,
  y: Value,
  length: number,
): { a: Column; b: Column; one: boolean; valid: Pick<Column, "validity" | "nulls"> } {
  const one = isScalar(x) && isScalar(y);
  const n = one ? 1 : length;
  const [a, b] = [spread(x, n), spread(y, n)];
  return { a, b, one, valid: bothValid(a.validity, b.validity, n) };
}

export const addBusinessDays: Elementwise = (args, { type, length, options }) => {
  const { a, b, one, valid } = both(args[0] as Value, args[1] as Value, length);
  const { add } = calendarOf(options);
  const roll = (options.roll ?? "raise") as Roll;
  const n = a.length;
  if (valid.nulls === n) return one ? scalar(allNull(type, n)) : allNull(type, n);
  const c = { ...a, ...valid } as FixedColumn;
  const days = daysOf(c).slice();
  const counts = asDouble((b as FixedColumn).values as BigInt64Array);
  const marks = new Marks(c);
  for (let i = 0; i < n; i++) {
    if (!isValid(c, i)) continue;
    const day = add(days[i] as number, counts[i] as number, roll);
    if (day === undefined) throw refused(days[i] as number);
    // Past the calendar's ends there are no days.
    if (day >= MIN_DAY && day <= MAX_DAY) days[i] = day;
    else marks.clear(i);
  }
  const bits = marks.nulls === 0 ? null : marks.bits;
  const out =
    type.id === "Date32"
      ? fixedColumn(type, n, days, bits, marks.nulls)
      : scratch(() => {
          const wall = wallOf(c);
          const clock = room(n);
          further.timeOfDay(wall.at, n, perDay(type), 1n, clock);
          const local = fromDays(days, perDay(type), clock);
          return fixedColumn(type, n, values64(instantsOf(local, n, type, wall), n), bits, marks.nulls);
        });
  return one ? scalar(out) : out;
};

export const businessDayCount: Elementwise = (args, { type, length, options }) => {
  const { a, b, one, valid } = both(args[0] as Value, args[1] as Value, length);
  const { between } = calendarOf(options);
  const out = new Int32Array(a.length);
  if (valid.nulls < a.length) {
    const [from, to] = [(a as FixedColumn).values as Int32Array, (b as FixedColumn).values as Int32Array];
    for (let i = 0; i < out.length; i++) out[i] = between(from[i] as number, to[i] as number);
  }
  const c = fixedColumn(type, out.length, out, valid.validity, valid.nulls);
  return one ? scalar(c) : c;
};

import { type BytesColumn, bytesColumn, type FixedColumn, isValid } from "../../../../arrow/column.ts";
import { type Fixed, fixedOf, writeFixed } from "../../../../arrow/time/fixed.ts";
import { formatter, isoFormat, type Moment } from "../../../../arrow/time/format.ts";
import { isoDuration } from "../../../../arrow/time/text.ts";
import { PER_SECOND } from "../../../../arrow/type-info.ts";
import { type TimeUnit, Utf8 } from "../../../../arrow/types.ts";
import { further } from "../../../../kernels/further.ts";
import type { Elementwise } from "../../function.ts";
import { fromTexts } from "../strings/texts.ts";
import { asDouble, daysAt, perDay, perSecond, room, scratch, unary, unitOf, values64, wallOf } from "./clock.ts";

const SMALLEST: Readonly<Record<TimeUnit, string>> = { ms: "ms", us: "µs", ns: "ns" };

/** "-1d -4h -59m", as Polars shows a duration. */
function shownDuration(value: bigint, unit: TimeUnit): string {
  const per = BigInt(PER_SECOND[unit]);
  let rest = value;
  const parts: string[] = [];
  for (const [name, seconds] of [
    ["d", 86400n],
    ["h", 3600n],
    ["m", 60n],
    ["s", 1n],
  ] as const) {
    const n = rest / (seconds * per);
    rest -= n * seconds * per;
    if (n !== 0n) parts.push(`${n}${name}`);
  }
  let name: string = SMALLEST[unit];
  if (rest !== 0n && unit !== "ms" && rest % (per / 1000n) === 0n) [rest, name] = [rest / (per / 1000n), "ms"];
  else if (rest !== 0n && unit === "ns" && rest % 1000n === 0n) [rest, name] = [rest / 1000n, "µs"];
  if (rest !== 0n || parts.length === 0) parts.push(`${rest}${name}`);
  return parts.join(" ");
}

/** Texts of one width that lie one after the other. */
function sameWidth(c: FixedColumn, { width }: Fixed, data: Uint8Array | null): BytesColumn | null {
  if (data === null) return null;
  return bytesColumn(
    Utf8,
    c.length,
    new Int32Array(c.length + 1).map((_, i) => i * width),
    data,
    c.validity,
    c.nulls,
  );
}

function moments(c: FixedColumn, format: string): BytesColumn {
  const n = c.length;
  const zone = c.type.id === "Datetime" ? c.type.zone : null;
  const moment: Moment =
    c.type.id === "Date32" ? "date" : c.type.id === "Time" ? "time" : zone === null ? "naive" : "zoned";
  const form =
    format === "iso" || format === "iso:strict" ? isoFormat(moment, unitOf(c.type), format === "iso:strict") : format;
  const fixed = fixedOf(form);
  if (c.type.id === "Date32") {
    const days = c.values as Int32Array;
    const whole = fixed === null ? null : sameWidth(c, fixed, writeFixed(fixed, days, null));
    if (whole !== null) return whole;
    const out = new Array<string>(n).fill("");
    const write = formatter(form, moment, zone);
    for (let i = 0; i < n; i++) if (isValid(c, i)) out[i] = write(days[i] as number, 0, 0);
    return fromTexts(out, c.validity, c.nulls);
  }
  const { days, clock, offsets } = scratch(() => {
    const wall = wallOf(c);
    const of = room(n);
    further.timeOfDay(wall.at, n, perDay(c.type), 1_000_000_000n / perSecond(c.type), of);
    return {
      days: daysAt(wall.at, n, perDay(c.type)),
      clock: asDouble(values64(of, n)),
      offsets: wall.offsets === 0 ? null : asDouble(values64(wall.offsets, n)),
    };
  });
  const whole = fixed === null ? null : sameWidth(c, fixed, writeFixed(fixed, days, clock));
  if (whole !== null) return whole;
  const out = new Array<string>(n).fill("");
  const write = formatter(form, moment, zone);
  const per = PER_SECOND[unitOf(c.type)];
  for (let i = 0; i < n; i++)
    if (isValid(c, i))
      out[i] = write(days[i] as number, clock[i] as number, offsets === null ? 0 : (offsets[i] as number) / per);
  return fromTexts(out, c.validity, c.nulls);
}

export const toText: Elementwise = unary((c, { options }) => {
  const format = String(options.format ?? "iso");
  if (c.type.id !== "Duration") return moments(c, format);
  const unit = c.type.unit;
  const values = c.values as BigInt64Array;
  const texts = Array.from(values, (v, i) =>
    !isValid(c, i) ? "" : format === "polars" ? shownDuration(v, unit) : isoDuration(v, PER_SECOND[unit]),
  );
  return fromTexts(texts, c.validity, c.nulls);
});

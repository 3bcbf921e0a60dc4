import { describe, expect, test } from "vitest";
import {
  addMonths,
  dayOf,
  daysFromCivil,
  daysInMonth,
  isLeapYear,
  isoWeekOf,
  isoYearOf,
  MAX_DAY,
  MIN_DAY,
  monthOf,
  packedCivil,
  weekdayOf,
  yearOf,
} from "../../src/arrow/time/civil.ts";
import { nominal, parseDuration } from "../../src/arrow/time/duration.ts";
import { formatter } from "../../src/arrow/time/format.ts";
import { isoDate, isoDatetime, isoTime } from "../../src/arrow/time/iso.ts";
import { type Parsed, parser } from "../../src/arrow/time/parse.ts";
import { storeMoment } from "../../src/arrow/time/store.ts";
import { isoDuration } from "../../src/arrow/time/text.ts";
import { offsetAt, wallAt, zoneOf } from "../../src/arrow/time/zone.ts";
import { PolaroidError } from "../../src/core/error.ts";
import { fc } from "../support/property.ts";

const utc = (text: string): number => Date.parse(text) / 1000;
const parsed = (): Parsed => ({ days: 0, nanos: 0, offset: Number.NaN });

describe("the civil calendar", () => {
  test("agrees with Date where Date reaches", () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (days) => {
        const d = new Date(days * 86_400_000);
        const p = packedCivil(days);
        expect([yearOf(p), monthOf(p), dayOf(p)]).toEqual([d.getUTCFullYear(), d.getUTCMonth() + 1, d.getUTCDate()]);
        expect(daysFromCivil(yearOf(p), monthOf(p), dayOf(p))).toBe(days);
        expect(weekdayOf(days) % 7).toBe(d.getUTCDay());
      }),
    );
  });
  test("goes back and forth over all 32-bit days", () => {
    fc.assert(
      fc.property(fc.integer(), (days) => {
        const p = packedCivil(days);
        expect(daysFromCivil(yearOf(p), monthOf(p), dayOf(p))).toBe(days);
        expect(dayOf(p)).toBeLessThanOrEqual(daysInMonth(yearOf(p), monthOf(p)));
      }),
    );
    expect(yearOf(packedCivil(MIN_DAY))).toBe(-262143);
    expect(yearOf(packedCivil(MAX_DAY + 1))).toBe(262143);
  });
  test("ISO weeks", () => {
    const week = (y: number, m: number, d: number): string =>
      `${isoYearOf(daysFromCivil(y, m, d))}-${isoWeekOf(daysFromCivil(y, m, d))}`;
    expect([week(2024, 12, 30), week(2021, 1, 3), week(2020, 12, 31), week(2016, 1, 1)]).toEqual([
      "2025-1",
      "2020-53",
      "2020-53",
      "2015-53",
    ]);
  });
  test("months end on their last day", () => {
    const plus = (y: number, m: number, d: number, n: number): string => {
      const p = packedCivil(addMonths(daysFromCivil(y, m, d), n));
      return `${yearOf(p)}-${monthOf(p)}-${dayOf(p)}`;
    };
    expect([
      plus(2024, 1, 31, 1),
      plus(2024, 2, 29, 12),
      plus(2024, 3, 31, -1),
      plus(2023, 12, 15, 1),
      plus(2024, 1, 31, -13),
    ]).toEqual(["2024-2-29", "2025-2-28", "2024-2-29", "2024-1-15", "2022-12-31"]);
    expect([1900, 2000, 2023, 2024].map(isLeapYear)).toEqual([false, true, false, true]);
  });
});

describe("durations", () => {
  test("are taken apart", () => {
    expect(parseDuration("-1y2mo3w4d5h6m7s8ms9us10ns")).toEqual({
      negative: true,
      months: 14,
      weeks: 3,
      days: 4,
      nanoseconds: 18_367_008_009_010n,
    });
    expect(nominal(parseDuration("1mo"), "ms")).toBe(28n * 86_400_000n);
  });
  test.each(["", "-", "x", "1.5h", "1", "1dd", "h", "1d ", "99999999999999999999d", "9999999999999h9999999999999999h"])(
    "%j is refused",
    (text) => {
      expect(() => parseDuration(text)).toThrow(PolaroidError);
    },
  );
  test("as ISO 8601", () => {
    expect([
      isoDuration(0n, 1e6),
      isoDuration(-104_399_999_999n, 1e6),
      isoDuration(86_400_000n, 1e3),
      isoDuration(1n, 1e9),
    ]).toEqual(["PT0S", "-P1DT4H59M59.999999S", "P1D", "PT0.000000001S"]);
  });
});

describe("zones", () => {
  const hours = (zone: string, at: string): number => offsetAt(zoneOf(zone), utc(at)) / 3600;
  test("change at the second", () => {
    expect([hours("Europe/Paris", "2024-03-31T00:59:59Z"), hours("Europe/Paris", "2024-03-31T01:00:00Z")]).toEqual([
      1, 2,
    ]);
    expect([hours("Europe/Paris", "2024-10-27T00:59:59Z"), hours("Europe/Paris", "2024-10-27T01:00:00Z")]).toEqual([
      2, 1,
    ]);
    expect([
      hours("America/New_York", "2024-03-10T06:59:59Z"),
      hours("America/New_York", "2024-03-10T07:00:00Z"),
    ]).toEqual([-5, -4]);
    expect([hours("Asia/Kolkata", "2024-01-01T00:00:00Z"), hours("Asia/Kolkata", "1850-01-01T00:00:00Z")]).toEqual([
      5.5,
      21_208 / 3600,
    ]);
    expect([
      hours("Australia/Lord_Howe", "2024-04-06T14:59:59Z"),
      hours("Australia/Lord_Howe", "2024-04-06T15:00:00Z"),
    ]).toEqual([11, 10.5]);
    expect([hours("Pacific/Apia", "2011-12-30T09:59:59Z"), hours("Pacific/Apia", "2011-12-30T10:00:00Z")]).toEqual([
      -10, 14,
    ]);
    expect(hours("UTC", "2024-01-01T00:00:00Z")).toBe(0);
    expect(hours("Europe/Paris", "2100-07-01T00:00:00Z")).toBe(2);
  });
  test("wall clocks that come twice or never", () => {
    const wall = (zone: string, at: string): unknown => wallAt(zoneOf(zone), utc(`${at}Z`));
    expect(wall("Europe/Paris", "2024-10-27T02:30:00")).toEqual({ kind: "twice", pair: [7200, 3600] });
    expect(wall("Europe/Paris", "2024-10-27T03:00:00")).toEqual({ kind: "one", offset: 3600 });
    expect(wall("Europe/Paris", "2024-03-31T02:00:00")).toEqual({ kind: "gap", pair: [3600, 7200] });
    expect(wall("Europe/Paris", "2024-03-31T01:59:59")).toEqual({ kind: "one", offset: 3600 });
    expect(wall("Australia/Lord_Howe", "2024-10-06T02:15:00")).toEqual({ kind: "gap", pair: [37_800, 39_600] });
    expect(wall("America/New_York", "2024-11-03T01:00:00")).toEqual({ kind: "twice", pair: [-14_400, -18_000] });
  });
  test("every instant is found again from its wall clock", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"),
        fc.integer({ min: utc("1880-01-01T00:00:00Z"), max: utc("2090-01-01T00:00:00Z") }),
        (name, at) => {
          const zone = zoneOf(name);
          const offset = offsetAt(zone, at);
          const found = wallAt(zone, at + offset);
          expect(found.kind === "one" ? [found.offset] : [...found.pair]).toContain(offset);
          expect(found.kind).not.toBe("gap");
        },
      ),
    );
  });
  test("agree with Intl", () => {
    const name = "America/New_York";
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone: name, dateStyle: "short", timeStyle: "medium" });
    fc.assert(
      fc.property(fc.integer({ min: utc("1900-01-01T00:00:00Z"), max: utc("2090-01-01T00:00:00Z") }), (at) => {
        const local = new Date((at + offsetAt(zoneOf(name), at)) * 1000).toISOString().slice(0, 19).replace("T", " ");
        expect(local).toBe(format.format(at * 1000));
      }),
    );
  });
});

describe("text", () => {
  const forms = [
    "%Y-%m-%d %H:%M:%S%.9f",
    "%d %B %Y %I:%M:%S %p %9f",
    "%j/%Y %T%.f",
    "%s %9f",
    "%G-W%V-%u %H.%M.%S %9f",
    "%a %b %e %H:%M:%S.%9f %Y",
    "%A, %d.%m.%Y %k:%M:%S %9f",
  ];
  test.each(forms)("what %s writes it reads", (form) => {
    const [write, read] = [formatter(form, "naive", null), parser(form)];
    fc.assert(
      fc.property(
        fc.integer({ min: -719_162, max: 2_932_896 }),
        fc.integer({ min: 0, max: 86_399_999_999_999 }),
        (days, nanos) => {
          const out = parsed();
          const text = write(days, nanos, 0);
          expect(read(text, out), text).toBe(true);
          expect([out.days, out.nanos]).toEqual([days, nanos]);
        },
      ),
    );
  });
  test("ISO forms are read as Date reads them", () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z") }),
        (d) => {
          const out = parsed();
          expect(isoDatetime(d.toISOString(), out)).toBe(true);
          expect(out.offset).toBe(0);
          expect(out.days * 86_400_000 + out.nanos / 1e6).toBe(d.getTime());
          expect(isoDate(d.toISOString().slice(0, 10), out)).toBe(true);
          expect(isoTime(d.toISOString().slice(11, 23), out)).toBe(true);
        },
      ),
    );
  });
  test("no text breaks a parser", () => {
    const readers = [isoDate, isoTime, isoDatetime, ...forms.map(parser)];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789-/:. TZ+WAPMé"), maxLength: 30 }), (text) => {
        for (const read of readers) expect(typeof read(text, parsed())).toBe("boolean");
      }),
    );
  });
  test.each(["%Q", "%", "%E", "%5f"])("%j is no format", (form) => {
    expect(() => parser(form)).toThrow(PolaroidError);
  });
});

test("moments are stored exactly over all 64 bits", () => {
  fc.assert(
    fc.property(fc.constantFrom(1e3, 1e6, 1e9), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (per, value) => {
      const p = BigInt(per);
      const seconds = value / p - (value % p < 0n ? 1n : 0n);
      if (!Number.isSafeInteger(Number(seconds))) return;
      const out = new BigInt64Array(1);
      storeMoment(new Int32Array(out.buffer), 0, Number(seconds), Number(value - seconds * p), per);
      expect(out[0]).toBe(value);
    }),
  );
});

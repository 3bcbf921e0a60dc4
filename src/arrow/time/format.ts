import { PolaroidError } from "../../core/error.ts";
import type { TimeUnit } from "../types.ts";
import { dayOf, isoWeekOf, isoYearOf, monthOf, ordinalOf, packedCivil, weekdayOf, yearOf } from "./civil.ts";
import { MONTHS, WEEKDAYS } from "./names.ts";
import { isClockCode, isDateCode, isZoneCode, patternOf } from "./pattern.ts";
import { offsetText } from "./text.ts";
import { zoneAbbreviation } from "./zone.ts";

/** What is written: a date, a time of day, a wall clock, or an instant in a zone. */
export type Moment = "date" | "time" | "naive" | "zoned";

/** Days since 1970 and nanoseconds of the day by the wall clock, its offset from UTC in seconds, the zone. */
export type Formatter = (days: number, nanos: number, offset: number) => string;

const TWO = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));
const zeros = (n: number, width: number, pad: string): string =>
  pad === "-"
    ? String(n)
    : width === 2 && pad !== "_"
      ? (TWO[n] as string)
      : String(n).padStart(width, pad === "_" ? " " : "0");

const year = (y: number, pad: string): string =>
  y < 0 ? `-${zeros(-y, 4, pad)}` : y > 9999 ? `+${y}` : zeros(y, 4, pad);

/** Fraction digits: as many as there are (0, 3, 6 or 9), with the point. */
function fraction(nanos: number): string {
  if (nanos === 0) return "";
  if (nanos % 1e6 === 0) return `.${String(nanos / 1e6).padStart(3, "0")}`;
  if (nanos % 1e3 === 0) return `.${String(nanos / 1e3).padStart(6, "0")}`;
  return `.${String(nanos).padStart(9, "0")}`;
}

/** By days, seconds of the day, nanoseconds of the second, offset. */
type Piece = (days: number, seconds: number, nanos: number, offset: number) => string;

function datePiece(code: string, pad: string): Piece {
  const two = (n: number): string => zeros(n, 2, pad);
  switch (code) {
    case "Y":
      return (d) => year(yearOf(packedCivil(d)), pad);
    case "C":
      return (d) => two(Math.floor(yearOf(packedCivil(d)) / 100));
    case "y":
      return (d) => two(((yearOf(packedCivil(d)) % 100) + 100) % 100);
    case "q":
      return (d) => String(((monthOf(packedCivil(d)) - 1) / 3 + 1) | 0);
    case "m":
      return (d) => two(monthOf(packedCivil(d)));
    case "b":
      return (d) => (MONTHS[monthOf(packedCivil(d)) - 1] as string).slice(0, 3);
    case "B":
      return (d) => MONTHS[monthOf(packedCivil(d)) - 1] as string;
    case "d":
      return (d) => two(dayOf(packedCivil(d)));
    case "e":
      return (d) => zeros(dayOf(packedCivil(d)), 2, pad || "_");
    case "a":
      return (d) => (WEEKDAYS[weekdayOf(d) - 1] as string).slice(0, 3);
    case "A":
      return (d) => WEEKDAYS[weekdayOf(d) - 1] as string;
    case "w":
      return (d) => String(weekdayOf(d) % 7);
    case "u":
      return (d) => String(weekdayOf(d));
    case "U":
      return (d) => two(((ordinalOf(d, yearOf(packedCivil(d))) + 6 - (weekdayOf(d) % 7)) / 7) | 0);
    case "W":
      return (d) => two(((ordinalOf(d, yearOf(packedCivil(d))) + 6 - (weekdayOf(d) - 1)) / 7) | 0);
    case "G":
      return (d) => year(isoYearOf(d), pad);
    case "g":
      return (d) => two(((isoYearOf(d) % 100) + 100) % 100);
    case "V":
      return (d) => two(isoWeekOf(d));
    default:
      return (d) => zeros(ordinalOf(d, yearOf(packedCivil(d))), 3, pad);
  }
}

function clockPiece(code: string, pad: string): Piece {
  const two = (n: number): string => zeros(n, 2, pad);
  const hour = (s: number): number => (s / 3600) | 0;
  switch (code) {
    case "H":
      return (_, s) => two(hour(s));
    case "k":
      return (_, s) => zeros(hour(s), 2, pad || "_");
    case "I":
      return (_, s) => two(((hour(s) + 11) % 12) + 1);
    case "l":
      return (_, s) => zeros(((hour(s) + 11) % 12) + 1, 2, pad || "_");
    case "p":
      return (_, s) => (hour(s) < 12 ? "AM" : "PM");
    case "P":
      return (_, s) => (hour(s) < 12 ? "am" : "pm");
    case "M":
      return (_, s) => two(((s / 60) | 0) % 60);
    case "S":
      return (_, s) => two(s % 60);
    case "f":
      return (_, __, n) => String(n).padStart(9, "0");
    case ".f":
      return (_, __, n) => fraction(n);
    default: {
      const digits = Number(code.at(-2));
      const dot = code.startsWith(".") ? "." : "";
      return (_, __, n) => dot + String(n).padStart(9, "0").slice(0, digits);
    }
  }
}

function zonePiece(code: string, zone: string | null): Piece {
  if (code === "Z") return (d, s, _, o) => zoneAbbreviation(zone ?? "UTC", d * 86400 + s - o);
  const colons = code === "#z" ? 0 : code.length - 1;
  return (_, __, ___, o) => offsetText(o, colons);
}

/** Times come in order of their days more often than not: what is written of a day is kept for the next row. */
function remembered(piece: Piece): Piece {
  let last = Number.NaN;
  let text = "";
  return (days) => {
    if (days !== last) {
      text = piece(days, 0, 0, 0);
      last = days;
    }
    return text;
  };
}

/** Compiles a chrono format string; `INVALID_ARGUMENT` where it asks for what the type does not have. */
export function formatter(format: string, moment: Moment, zone: string | null): Formatter {
  const pieces = patternOf(format).map((part): Piece | string => {
    if ("text" in part) return part.text;
    const { code, pad } = part;
    const refuse = (): never => {
      throw new PolaroidError(
        "INVALID_ARGUMENT",
        `format ${JSON.stringify(format)}: "%${code}" asks for what a ${moment === "naive" ? "Datetime without a zone" : moment} does not have`,
      );
    };
    if (isDateCode(code)) return moment === "time" ? refuse() : remembered(datePiece(code, pad));
    if (isClockCode(code)) return moment === "date" ? refuse() : clockPiece(code, pad);
    if (isZoneCode(code)) return moment !== "zoned" || code === "#z" ? refuse() : zonePiece(code, zone);
    if (code !== "s" || moment === "date" || moment === "time") return refuse();
    return (d, s, _, o) => String(d * 86400 + s - o);
  });
  return (days, nanos, offset) => {
    const seconds = Math.floor(nanos / 1e9);
    const rest = nanos - seconds * 1e9;
    let out = "";
    for (let i = 0; i < pieces.length; i++) {
      const p = pieces[i] as Piece | string;
      out += typeof p === "string" ? p : p(days, seconds, rest, offset);
    }
    return out;
  };
}

const DIGITS: Readonly<Record<TimeUnit, string>> = { ms: "%.3f", us: "%.6f", ns: "%.9f" };

/** The format that a type prints in when none is given. */
export function isoFormat(moment: Moment, unit: TimeUnit, strict = false): string {
  if (moment === "date") return "%Y-%m-%d";
  if (moment === "time") return "%H:%M:%S%.f";
  return `%Y-%m-%d${strict ? "T" : " "}%H:%M:%S${DIGITS[unit]}${moment === "zoned" ? "%:z" : ""}`;
}

import type { Recorded } from "./replay.ts";

/** Where we chose another answer than Polars, and why; null for every other case. */
export function difference(c: Recorded): string | null {
  const { format, every, by } = c.options;
  if (format === "%s" && (c.call === "str.toDate" || c.in[0]?.[1][0] === "-5"))
    return "a count of seconds is a date too, also before 1970";
  if (
    c.call === "dt.weekday" &&
    c.out?.length === 4 &&
    c.in[0]?.[1].some((v) => Number(v) > 2 ** 53 || v === 2147483647 || v === 2 ** 53)
  )
    return "no day of the week where there is no date";
  if (c.in[0]?.[0] === "Date32" && (every === "7m" || every === "2h30m"))
    return "before 1970 Polars rounds up to a day here";
  if (c.in[0]?.[0].endsWith("Pacific/Apia") && (every === "2h30m" || by === "-1d" || by === "-1d2h"))
    return "the day that Samoa skipped";
  if (c.call === "list.mean" && c.in[0]?.[0] === "List:Utf8") return "a mean of text is an error, not null";
  if (c.call === "str.replaceAll" && c.args[1] === "$b")
    return "a null replacement gives null, also where nothing matches";
  return null;
}

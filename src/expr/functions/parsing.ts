import { parser, readsOffset } from "../../arrow/time/parse.ts";
import { type DataType, Date32, Datetime, Time, type TimeUnit } from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec, type NullRule } from "../function.ts";
import type { Options } from "../node.ts";
import { text } from "./signatures.ts";

export type ParsingName = "str.toDate" | "str.toDatetime" | "str.toTime";
type Sign = FunctionSpec["signature"];

const strict: NullRule = (args, options) => options.strict === false || (args[0] as Arg).nullable;

const formatOf = (options: Options): string | null => (typeof options.format === "string" ? options.format : null);

/** Reading a date or time: the format is compiled with the plan. */
const temporal =
  (type: (options: Options) => DataType): Sign =>
  (args, options) => {
    const format = formatOf(options);
    if (format !== null) parser(format);
    return text(type(options))(args, options);
  };

const datetime = (options: Options): DataType => {
  const format = formatOf(options);
  const zone =
    typeof options.timeZone === "string" ? options.timeZone : format !== null && readsOffset(format) ? "UTC" : null;
  return Datetime((options.timeUnit ?? "us") as TimeUnit, zone);
};

/** Times from text. */
export const PARSING: Family<ParsingName> = {
  /** The date that the text is, by a chrono format or in ISO form. @example col("s").str.toDate("%d.%m.%Y") */
  "str.toDate": elementwise(
    temporal(() => Date32),
    strict,
  ),
  /** The Datetime that the text is, by a chrono format or in ISO form. @example col("s").str.toDatetime("%Y-%m-%d %H:%M") */
  "str.toDatetime": elementwise(temporal(datetime), strict, ["strptime"]),
  /** The time of day that the text is. @example col("s").str.toTime("%H:%M") */
  "str.toTime": elementwise(
    temporal(() => Time),
    strict,
  ),
};

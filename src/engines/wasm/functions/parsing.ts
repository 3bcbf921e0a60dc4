import type { Rules } from "../../../engine/rules.ts";
import type { ParsingName } from "../../../expr/functions/parsing.ts";
import type { Elementwise } from "../function.ts";
import { toDate, toDatetime, toTime } from "./strings/parse.ts";

/** Times from text. */
export const PARSING: Rules<ParsingName, Elementwise> = {
  "str.toDate": toDate,
  "str.toDatetime": toDatetime,
  "str.toTime": toTime,
};

import type { Rules } from "../../../engine/rules.ts";
import type { StringName } from "../../../expr/functions/strings.ts";
import type { Elementwise } from "../function.ts";
import { lenChars, toLowercase, toUppercase } from "./strings/case.ts";
import { contains, endsWith, startsWith } from "./strings/occurrence.ts";
import { textual } from "./strings/texts.ts";

/** Text, by code point; a dictionary's entries are worked on once each. */
export const STRINGS: Rules<StringName, Elementwise> = {
  "str.contains": textual(contains),
  "str.startsWith": textual(startsWith),
  "str.endsWith": textual(endsWith),
  "str.toLowercase": textual(toLowercase),
  "str.toUppercase": textual(toUppercase),
  "str.lenChars": textual(lenChars),
};

import type { Rules } from "../../../engine/rules.ts";
import type { StringName } from "../../../expr/functions/strings.ts";
import type { Elementwise } from "../function.ts";
import { concatStr } from "./strings/concat.ts";
import { contains, countMatches, endsWith, extract, extractAll, find, startsWith } from "./strings/match.ts";
import { toInteger } from "./strings/parse-integer.ts";
import { replace, replaceAll } from "./strings/replace.ts";
import {
  head,
  lenBytes,
  lenChars,
  padEnd,
  padStart,
  reverse,
  slice,
  split,
  stripChars,
  stripCharsEnd,
  stripCharsStart,
  stripPrefix,
  stripSuffix,
  tail,
  toLowercase,
  toTitlecase,
  toUppercase,
  zfill,
} from "./strings/shape.ts";
import { textual } from "./strings/texts.ts";

/** Text, by code point; a dictionary's entries are worked on once each. */
export const STRINGS: Rules<StringName, Elementwise> = {
  "str.contains": textual(contains),
  "str.startsWith": textual(startsWith),
  "str.endsWith": textual(endsWith),
  "str.toLowercase": textual(toLowercase),
  "str.toUppercase": textual(toUppercase),
  "str.toTitlecase": textual(toTitlecase),
  "str.slice": textual(slice, { optional: [2] }),
  "str.head": textual(head),
  "str.tail": textual(tail),
  "str.lenChars": textual(lenChars),
  "str.lenBytes": textual(lenBytes),
  "str.replace": textual(replace),
  "str.replaceAll": textual(replaceAll),
  "str.split": textual(split),
  "str.stripChars": textual(stripChars, { optional: [1] }),
  "str.stripCharsStart": textual(stripCharsStart, { optional: [1] }),
  "str.stripCharsEnd": textual(stripCharsEnd, { optional: [1] }),
  "str.stripPrefix": textual(stripPrefix),
  "str.stripSuffix": textual(stripSuffix),
  "str.extract": textual(extract),
  "str.extractAll": textual(extractAll),
  "str.countMatches": textual(countMatches),
  "str.find": textual(find),
  "str.zfill": textual(zfill),
  "str.padStart": textual(padStart),
  "str.padEnd": textual(padEnd),
  "str.reverse": textual(reverse),
  "str.toInteger": toInteger,
  concatStr,
};

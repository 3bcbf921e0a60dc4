import type { Rules } from "../../../engine/rules.ts";
import type { FurtherStringName } from "../../../expr/functions/further-strings.ts";
import type { Elementwise } from "../function.ts";
import { concatStr } from "./strings/concat.ts";
import { countMatches, extract, extractAll, find } from "./strings/match.ts";
import { toInteger } from "./strings/parse-integer.ts";
import { replace, replaceAll } from "./strings/replace.ts";
import {
  head,
  lenBytes,
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
  toTitlecase,
  zfill,
} from "./strings/shape.ts";
import { textual } from "./strings/texts.ts";

/** What few queries do with text: by patterns, cut, filled up. */
export const FURTHER_STRINGS: Rules<FurtherStringName, Elementwise> = {
  "str.toTitlecase": textual(toTitlecase),
  "str.slice": textual(slice, { optional: [2] }),
  "str.head": textual(head),
  "str.tail": textual(tail),
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

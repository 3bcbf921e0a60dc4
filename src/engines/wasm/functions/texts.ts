import type { Rules } from "../../../engine/rules.ts";
import type { TextName } from "../../../expr/functions/texts.ts";
import type { Elementwise } from "../function.ts";
import { escapeRegex, normalize } from "./strings/forms.ts";
import { jsonDecode, jsonPathMatch } from "./strings/json.ts";
import { containsAny, extractMany, findMany, replaceMany } from "./strings/many.ts";
import { extractGroups, splitExact, splitn } from "./strings/parts.ts";
import { textual } from "./strings/texts.ts";
import { decode, encode } from "./strings/transfer.ts";

/** What few queries do with text: code that a page loads when one does. */
export const TEXTS: Rules<TextName, Elementwise> = {
  "str.containsAny": textual(containsAny),
  "str.findMany": textual(findMany),
  "str.extractMany": textual(extractMany),
  "str.replaceMany": textual(replaceMany),
  "str.extractGroups": textual(extractGroups),
  "str.splitExact": splitExact,
  "str.splitn": splitn,
  "str.encode": textual(encode),
  "str.decode": textual(decode),
  "str.escapeRegex": textual(escapeRegex),
  "str.normalize": textual(normalize),
  "str.jsonDecode": textual(jsonDecode),
  "str.jsonPathMatch": textual(jsonPathMatch),
};

import { type Later, later } from "../../core/later.ts";
import type { roundDecimal } from "./cast/decimals.ts";
import type { furtherCast } from "./cast/further.ts";
import type { concatText } from "./functions/concat-text.ts";
import type { decimalArithmetic } from "./functions/decimals.ts";
import type { nestedBits } from "./functions/equality.ts";
import type { inListOfRow } from "./functions/in-lists.ts";
import type { matching } from "./functions/strings/match.ts";
import type { overWhole } from "./whole-frames.ts";

/** What functions of the core do with types and arguments that few queries have. */
export const DECIMALS: Later<{
  readonly decimalArithmetic: typeof decimalArithmetic;
  readonly roundDecimal: typeof roundDecimal;
}> = later("arithmetic of Decimals");
export const CASTS: Later<typeof furtherCast> = later("a cast of text, bytes, lists, structs or Decimals");
export const NESTED: Later<{ readonly nestedBits: typeof nestedBits; readonly inListOfRow: typeof inListOfRow }> =
  later("a comparison of lists or structs");
export const JOINED_TEXT: Later<typeof concatText> = later("joining of text");
export const MATCHING: Later<typeof matching> = later("a regular expression");

/** What keeps columns in one piece: only what is loaded later needs them. */
export const WHOLE_FRAMES: { over: typeof overWhole | null } = { over: null };

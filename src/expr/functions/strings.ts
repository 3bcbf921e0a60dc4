import { Bool, UInt32, Utf8 } from "../../arrow/types.ts";
import { elementwise, type Family, type FunctionSpec } from "../function.ts";
import { isPlain, REGEX } from "../regex/later.ts";
import { text } from "./signatures.ts";

/** What a page has from the start. */
export type StringName =
  | "str.contains"
  | "str.startsWith"
  | "str.endsWith"
  | "str.toLowercase"
  | "str.toUppercase"
  | "str.lenChars";

/** A pattern that is a literal is compiled with the plan, so that what is wrong with it comes out there. */
export const pattern =
  (sign: FunctionSpec["signature"]): FunctionSpec["signature"] =>
  (args, options) => {
    const literal = args[1]?.literal;
    if (typeof literal === "string" && options.literal !== true && !isPlain(literal)) REGEX.code.regex(literal);
    return sign(args, options);
  };

export const STRINGS: Family<StringName> = {
  /** Whether a regular expression (Rust's syntax) or literal text occurs. @example col("s").str.contains("a.c") */
  "str.contains": elementwise(pattern(text(Bool, Utf8)), "any"),
  /** Whether the text starts so. @example col("s").str.startsWith("A") */
  "str.startsWith": elementwise(text(Bool, Utf8), "any", ["starts_with"]),
  /** Whether the text ends so. @example col("s").str.endsWith("z") */
  "str.endsWith": elementwise(text(Bool, Utf8), "any", ["ends_with"]),
  /** The text in lower case. @example col("s").str.toLowercase() */
  "str.toLowercase": elementwise(text(Utf8), "any", ["lower"]),
  /** The text in upper case. @example col("s").str.toUppercase() */
  "str.toUppercase": elementwise(text(Utf8), "any", ["upper"]),
  /** How many characters (code points). @example col("s").str.lenChars() */
  "str.lenChars": elementwise(text(UInt32), "any", ["length", "char_length"]),
};

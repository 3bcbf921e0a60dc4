import { Bool } from "../../arrow/types.ts";
import { elementwise, type Family } from "../function.ts";
import { text } from "./signatures.ts";
import { Utf8 } from "../../arrow/types.ts";

export type StringName = "str.contains";

export const STRINGS: Family<StringName> = {
  "str.contains": elementwise(text(Bool, Utf8), "any", "Whether a pattern (or literal text) occurs.", 'col("s").str.contains("a.c")'),
};

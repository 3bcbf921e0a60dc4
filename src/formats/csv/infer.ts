import { Bool, type DataType, Date32, Datetime, Decimal, Float64, Int64, Time, Utf8 } from "../../arrow/types.ts";
import { utf8 } from "../../core/utf8.ts";
import { parseAnyDate } from "../date-forms.ts";
import { parseInstant, parseTime } from "../times.ts";

type Kind = "int" | "big" | "float" | "bool" | "date" | "datetime" | "zoned" | "time" | "text";

const INT = /^-?\d+$/;
const FLOAT = /^[-+]?((\d*\.\d+)([eE][-+]?\d+)?|inf|NaN|(\d+)[eE][-+]?\d+|\d+\.)$/;
const FLOAT_COMMA = /^[-+]?((\d*,\d+)([eE][-+]?\d+)?|inf|NaN|(\d+)[eE][-+]?\d+|\d+,)$/;
const BOOL = /^(?:true|false)$/i;

function dateKind(text: string): Kind {
  const bytes = utf8(text);
  if (parseAnyDate(bytes, 0, bytes.length) !== null) return "date";
  const instant = parseInstant(bytes, 0, bytes.length);
  if (instant !== null) return instant.zoned ? "zoned" : "datetime";
  return parseTime(bytes, 0, bytes.length) !== null ? "time" : "text";
}

function kindOf(text: string, dates: boolean, comma: boolean): Kind {
  // No number is this long, and patterns are not run over it.
  if (text.length > 400) return "text";
  if (INT.test(text)) {
    if (text.length < 19) return "int";
    const v = BigInt(text);
    return BigInt.asIntN(64, v) === v ? "int" : text.replace(/^-?0*/, "").length <= 38 ? "big" : "text";
  }
  if ((comma ? FLOAT_COMMA : FLOAT).test(text)) return "float";
  if (BOOL.test(text)) return "bool";
  return dates ? dateKind(text) : "text";
}

const TYPES: Readonly<Record<Kind, DataType>> = {
  int: Int64,
  big: Decimal(38, 0),
  float: Float64,
  bool: Bool,
  date: Date32,
  datetime: Datetime("us"),
  zoned: Datetime("us", "UTC"),
  time: Time,
  text: Utf8,
};

/** What the fields of one column look like, as Polars judges; integers past 64 bits are Decimal, since Arrow has no Int128. */
export class ColumnGuess {
  readonly #dates: boolean;
  readonly #comma: boolean;
  readonly #seen: Set<Kind> = new Set();

  constructor(dates: boolean, decimalComma: boolean) {
    this.#dates = dates;
    this.#comma = decimalComma;
  }

  /** An empty text between quotes is a text; without them it is a null. */
  see(text: string, quoted: boolean): void {
    if ((text !== "" || quoted) && !this.#seen.has("text")) this.#seen.add(kindOf(text, this.#dates, this.#comma));
  }

  get type(): DataType {
    const seen = this.#seen;
    if (seen.size === 1) return TYPES[[...seen][0] as Kind];
    const numeric = [...seen].every((k) => k === "int" || k === "big" || k === "float");
    if (seen.size === 0 || !numeric) return Utf8;
    return seen.has("float") ? Float64 : TYPES.big;
  }
}

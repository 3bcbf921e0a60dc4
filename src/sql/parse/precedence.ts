/** How tightly operators bind, as DuckDB's grammar has it, the loosest first. */
export const ARROW = 1;
export const OR = 2;
export const AND = 3;
export const NOT = 4;
/** `x not null` joins what stands behind a prefix `not`. */
export const NOT_NULL = 4.5;
export const IS = 5;
export const COMPARE = 6;
/** `between`, `in`, `like`, `ilike`, `glob`, `similar to`. */
export const MATCH = 7;
/** Every operator that is not named here. */
export const OTHER = 8;
const ADD = 9;
const MULTIPLY = 10;
const POWER = 11;
export const ZONE = 12;
export const COLLATE = 13;
export const SIGN = 14;
export const CAST = 15;

const of = (power: number, ops: string): (readonly [string, number])[] => ops.split(" ").map((op) => [op, power]);

/** The operators of two operands. */
export const BINARY: ReadonlyMap<string, number> = new Map([
  ...of(ARROW, "-> ->>"),
  ...of(COMPARE, "= < > <= >= <> !="),
  ...of(OTHER, "== || && & | << >> @> <@ ^@ <-> <=> ~ !~ ~~ !~~ ~~* !~~* ~~~"),
  ...of(ADD, "+ -"),
  ...of(MULTIPLY, "* / // %"),
  ...of(POWER, "^ **"),
]);

/** The operators of one operand, which stands behind. */
export const PREFIX: ReadonlyMap<string, number> = new Map([...of(SIGN, "- +"), ...of(OTHER, "~ @ !")]);

/** One spelling for operators that mean the same. */
export const SAME: Readonly<Record<string, string>> = { "!=": "<>", "==": "=" };

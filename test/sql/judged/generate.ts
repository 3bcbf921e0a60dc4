/** Random texts of expressions: what binds to what is left to the parsers, so few parentheses are written. */
export const randomExpression = (next: () => number): string => {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const some = (item: () => string, least = 1): string =>
    Array.from({ length: least + Math.floor(next() * 3) }, item).join(", ");

  const leaf = (): string =>
    pick([
      ...["a", "b", "c", "t.a", "x.y.z", '"A b"', "price", "year", "name"],
      ...["1", "2.5", "1e3", "0.125", "42", "'x'", "'it''s'", "null", "true", "false", "$1", "#1"],
      ...["date '2024-01-31'", "interval 1 day", "interval '2' hours", "interval '1 day'", "timestamp '2024-01-31'"],
    ]);

  const BINARY = [
    ...["+", "-", "*", "/", "//", "%", "^", "**", "||", "&", "|", "<<", ">>", "&&", "@>", "<@", "^@", "->>", "->"],
    ...[
      "=",
      "<>",
      "!=",
      "==",
      "<",
      ">",
      "<=",
      ">=",
      "and",
      "or",
      "and",
      "or",
      "~",
      "!~",
      "~~",
      "!~~",
      "~~*",
      "!~~*",
      "~~~",
      "<->",
      "<=>",
    ],
    ...[
      "like",
      "not like",
      "ilike",
      "not ilike",
      "glob",
      "similar to",
      "not similar to",
      "is distinct from",
      "is not distinct from",
    ],
  ];
  const POSTFIX = [
    "is null",
    "is not null",
    "isnull",
    "notnull",
    "not null",
    "is true",
    "is not true",
    "is false",
    "is unknown",
    "is not unknown",
  ];
  const TYPES = [
    "int",
    "text",
    "double",
    "bigint[]",
    "decimal(10, 2)",
    "struct(i int, s text[3])",
    "timestamp with time zone",
    "date",
    "boolean",
  ];

  const window = (depth: number): string => {
    const frame = pick([
      "",
      "",
      " rows unbounded preceding",
      " rows between 1 preceding and 2 following",
      " range between unbounded preceding and current row",
      ` groups between current row and ${expression(depth - 2)} following exclude ties`,
      " rows between 3 preceding and 1 preceding exclude current row",
    ]);
    return `over (${pick(["", `partition by ${some(() => expression(depth - 1))} `])}order by ${expression(depth - 1)}${pick(["", " desc", " asc nulls first", " nulls last"])}${frame})`;
  };

  const compound = (depth: number): string => {
    const inner = (): string => expression(depth - 1);
    switch (Math.floor(next() * 29)) {
      case 0:
        return `(${inner()})`;
      case 1:
        return `case when ${inner()} then ${inner()}${pick(["", ` when ${inner()} then ${inner()}`])}${pick(["", ` else ${inner()}`])} end`;
      case 2:
        return `case ${inner()} when ${inner()} then ${inner()} else ${inner()} end`;
      case 3:
        return `${pick(["cast", "try_cast"])}(${inner()} as ${pick(TYPES)})`;
      case 4:
        return `${pick(["f", "abs", "sum", "lower", "s.f", "left", "replace"])}(${some(inner)})`;
      case 5:
        return `coalesce(${some(inner)})`;
      case 6:
        return `[${some(inner)}]`;
      case 7:
        return `{'k': ${inner()}, l: ${inner()}}`;
      case 8:
        return `map {${inner()}: ${inner()}}`;
      case 9:
        return `(${inner()}, ${inner()})`;
      case 10:
        return `(${inner()})[${inner()}]`;
      case 11:
        return `c[${pick(["", inner()])}:${pick(["", inner(), "-:2"])}]`;
      case 12:
        return `(${inner()}).${pick(["k", "field", "f()", `f(${inner()})`])}`;
      case 13:
        return `list_transform(${inner()}, ${pick(["lambda x: ", "lambda x, i: ", "x -> ", "(x, i) -> "])}${inner()})`;
      case 14:
        return `[${inner()} for x in ${inner()}]`;
      case 15:
        return `extract(${pick(["year", "month", "'day'", "epoch"])} from ${inner()})`;
      case 16:
        return `substring(${inner()} from ${inner()} for ${inner()})`.replace(/ for .*$/s, ")");
      case 17:
        return `trim(${pick(["", "both ", "leading ", "trailing "])}${pick(["", "'x' from "])}${inner()})`;
      case 18:
        return `count(${pick(["*", "", "distinct a", inner()])})${pick(["", ` filter (where ${inner()})`])}`;
      case 19:
        return `string_agg(${inner()}, ',' order by ${inner()}${pick(["", " desc", " nulls first"])})`;
      case 20:
        return `${pick(["sum", "max"])}(${inner()}) ${window(depth)}`;
      case 21:
        return `lag(${inner()}, ${inner()}) ${window(depth)}`;
      case 22:
        return `interval (${inner()}) ${pick(["years", "month", "days", "hour", "seconds", "weeks", "minutes"])}`;
      case 23:
        return `position(b in c)`;
      case 24:
        return `array[${some(inner)}]`;
      case 25:
        return `f(${inner()}, k := ${inner()})`;
      case 26:
        return pick([
          "(select 1)",
          "exists (select 1)",
          "columns('a')",
          "nullif(a, b)",
          "row(a)",
          "not exists (from t)",
        ]);
      case 27:
        return `nullif(${inner()}, ${inner()})`;
      default:
        return `if(${inner()}, ${inner()}, ${inner()})`;
    }
  };

  const expression = (depth: number): string => {
    if (depth <= 0) return leaf();
    const roll = next();
    const inner = (): string => expression(depth - 1);
    if (roll < 0.5) return `${inner()} ${pick(BINARY)} ${inner()}`;
    if (roll < 0.56) return `${pick(["not ", "- ", "+ ", "~ ", "@ ", "! "])}${inner()}`;
    if (roll < 0.62) return `${inner()} ${pick(POSTFIX)}`;
    if (roll < 0.65) return `${inner()} ${pick(["not ", ""])}between ${inner()} and ${inner()}`;
    if (roll < 0.68)
      return `${inner()} ${pick(["not ", ""])}in ${pick([`(${some(inner)})`, "c", "f(a)", "[1, 2]", "(select 1)"])}`;
    if (roll < 0.71) return `${inner()}::${pick(TYPES)}`;
    if (roll < 0.73) return `${inner()} at time zone ${inner()}`;
    if (roll < 0.74) return `${inner()} collate nocase`;
    if (roll < 0.76) return `${inner()} ${pick(["", "not "])}${pick(["like", "ilike"])} ${inner()} escape ${inner()}`;
    return compound(depth);
  };

  return expression(1 + Math.floor(next() * 4));
};

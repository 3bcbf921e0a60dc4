/** What DuckDB takes and we refuse, or the other way round, each with its reason; anything else fails the test. */
export const WE_REFUSE: Readonly<Record<string, string>> = {
  "select a::map(int)": "DuckDB refuses it when it binds: a map has two types",
  "select a::map(int, int, int)": "DuckDB refuses it when it binds: a map has two types",
  "select `a`": "DuckDB reads operators without a function behind them, and refuses them when it binds",
  "select a@-1": "DuckDB reads an operator @- that has no function behind it",
  "select a::foo(-1)": "no type has a negative modifier",
  end: "ends a transaction: we have none",
  "select a operator(+) b": "PostgreSQL's way to name an operator's schema; no function has one here",
  "select a from only t": "PostgreSQL's inheritance, which DuckDB reads and ignores",
  "select a from t *": "PostgreSQL's inheritance, which DuckDB reads and ignores",
  "select f(variadic a)": "PostgreSQL's, which DuckDB reads and ignores",
  "select treat(a as int)": "a type's name taken as a function: cast says it",
  "select collation for (a)": "PostgreSQL's catalogue, which we have not",
  "select $ a": "a space inside of a parameter's name",
  "select $0": "parameters are numbered from 1; DuckDB fails when it runs",
  "select $70000": "a bound on what one statement may ask for",
  "select 1.a": "DuckDB reads 1.a as 1. AS a: more likely a slip",
  "select foo(1) 'a'": "a literal of a user's type with modifiers: cast says it",
  "select s.foo 'a'": "a literal of a type in a schema: cast says it",
  "select a::setof int": "PostgreSQL's, which DuckDB refuses when it binds",
  "select a::interval year to month": "DuckDB ignores the range; a value with a range it refuses as we do",
};

export const WE_TAKE: Readonly<Record<string, string>> = {
  "select [x for x in a + b if c]": "an accident of DuckDB's grammar: without IF it takes a + b",
  "select grouping(a).b": "the field of an integer: the binder refuses it",
};

/** Words in a place, by template, where `K` stands for the word. */
export const WORDS: readonly { readonly words: RegExp; readonly templates: RegExp; readonly reason: string }[] = [
  { words: /^default$/, templates: /./, reason: "DEFAULT means nothing in a query; DuckDB refuses it when it binds" },
  { words: /./, templates: /over \(?K\)?$/, reason: "a window that is not defined: the binder tells" },
  { words: /./, templates: /^select K 'x'$/, reason: "a keyword as the type of a literal: there is no such type" },
  { words: /^(if|operator|substring|trim)$/, templates: /^from K\(1\)$/, reason: "no such function gives a table" },
];

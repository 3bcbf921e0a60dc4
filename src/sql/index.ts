import { nearest } from "../core/suggest.ts";
import type { SqlForm, SqlParams, Translator } from "../plan/sql-node.ts";
import { parseExpression, parseQuery } from "./parse/index.ts";
import type { Expr } from "./syntax/expr.ts";
import type { Query } from "./syntax/query.ts";
import { sqlError } from "./syntax-error.ts";
import { fileOfTable, nameOfTable, tableKey, tablesOf } from "./tables.ts";
import { type Params, translate, translateCondition } from "./translate.ts";

export { expressionOf } from "./sql-expr.ts";

const params = (p: SqlParams): Params => ({ listed: p.listed, named: new Map(Object.entries(p.named)), given: p });
const KEPT = 64;
const parsed = new Map<string, Query | Expr>();

/** The syntax of a text, kept for when it is translated. */
function syntax<T extends Query | Expr>(text: string, form: SqlForm, parse: (text: string) => T): T {
  const key = `${form} ${text}`;
  const known = parsed.get(key);
  if (known !== undefined) return known as T;
  const out = parse(text);
  if (parsed.size >= KEPT) parsed.delete(parsed.keys().next().value as string);
  parsed.set(key, out);
  return out;
}

/** SQL in DuckDB's dialect as plans. */
export const translator: Translator = {
  tables(text, form) {
    if (form === "condition") return [];
    return tablesOf(syntax(text, form, parseQuery)).map((t) => {
      return { key: tableKey(t), name: nameOfTable(t), file: fileOfTable(t) };
    });
  },
  translate(text, form, tables, given) {
    const query = form === "condition" ? syntax<Expr>(text, form, parseExpression) : syntax(text, form, parseQuery);
    for (const t of tablesOf(query)) {
      if (tables.has(tableKey(t))) continue;
      const name = nameOfTable(t);
      const known = [...tables.keys()].filter((k) => k.startsWith("table ")).map((k) => k.slice(6));
      const close = nearest(name, known);
      const hint =
        close !== undefined
          ? `did you mean "${close}"?`
          : known.length === 0
            ? "no tables are given; a file is written in quotes, as in from 'file.parquet'"
            : `there are ${known.join(", ")}`;
      throw sqlError(text, t.start, `there is no table "${name}"; ${hint}`, "NOT_FOUND");
    }
    if (form === "condition") return translateCondition(text, query as Expr, tables, params(given));
    return translate(text, query as Query, tables, params(given));
  },
};

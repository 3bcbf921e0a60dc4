import type { Stored } from "../arrow/value.ts";
import type { Expr } from "../expr/node.ts";
import type { Plan } from "./node.ts";

/** Makes a plan of a text over resolved plans of its tables. */
export type Translate = (text: string, tables: ReadonlyMap<string, Plan>, params: SqlParams) => Plan;
export interface Translator {
  /** Reads the text: the keys of its tables, and which of them are files or addresses. Throws `SQL_SYNTAX`. */
  readonly tables: (
    text: string,
    form: SqlForm,
  ) => readonly { readonly key: string; readonly name: string; readonly file: string | null }[];
  readonly translate: (text: string, form: SqlForm, tables: ReadonlyMap<string, Plan>, params: SqlParams) => Plan;
}
/** A whole query, or a condition on the rows of the one input. */
export type SqlForm = "query" | "condition";
/** Values for `$1` and `?`, and for `:name`, as literals. */
export interface SqlParams {
  readonly listed: readonly Expr[];
  readonly named: Readonly<Record<string, Expr>>;
  /** Answers to what was asked of the rows, by the question's key. */
  readonly values?: Readonly<Record<string, readonly Stored[]>>;
}
/** What a text needs to know before it has a plan: the values of a plan's first column. */
export interface Asked {
  readonly key: string;
  readonly plan: Plan;
  readonly params: SqlParams;
}
/** The question that an error of a translation holds, as its cause; an error like others where nobody answers. */
export function askedIn(error: unknown): Asked | null {
  const cause = (error as { readonly cause?: { readonly asked?: Asked } } | null)?.cause;
  return cause?.asked ?? null;
}

/** A query as text. It becomes the nodes that it means once its tables are open. */
export interface SqlText {
  readonly kind: "sql";
  readonly text: string;
  readonly form: SqlForm;
  /** The names of the inputs; files that the text names join them when it is bound. */
  readonly names: readonly string[];
  readonly inputs: readonly Plan[];
  readonly params: SqlParams;
  /** How to get the translator, and a plan for a file that the text names. */
  readonly load: () => Promise<Translator>;
  readonly open: (file: string) => Plan;
  /** null until it is loaded. */
  readonly translator: Translator | null;
  /** Whether the files that the text names are among the inputs. */
  readonly bound: boolean;
}

export const sqlText = (fields: Omit<SqlText, "kind">): SqlText =>
  Object.freeze({
    ...fields,
    names: Object.freeze([...fields.names]),
    inputs: Object.freeze([...fields.inputs]),
    kind: "sql",
  });

/** The text with its translator, and a scan for every file that it names. */
export async function boundSql(p: SqlText): Promise<SqlText> {
  const translator = await p.load();
  const inputs = new Map(p.names.map((n, i) => [n, p.inputs[i] as Plan]));
  for (const { key, file } of translator.tables(p.text, p.form))
    if (file !== null && !inputs.has(key)) inputs.set(key, p.open(file));
  return sqlText({ ...p, names: [...inputs.keys()], inputs: [...inputs.values()], translator, bound: true });
}

import { badArgument, recordArgument, settings, textArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import type { Expr as Node } from "../expr/node.ts";
import type { Plan } from "../plan/node.ts";
import { type SqlForm, type SqlParams, type SqlText, sqlText, type Translator } from "../plan/sql-node.ts";
import { type Literal, literalNode } from "./expr/into.ts";

/** What a text of SQL reads beside files. */
export interface SqlOptions {
  /** Frames by the names that the text calls them. */
  readonly tables?: Readonly<Record<string, { readonly plan: Plan }>>;
  /** Values for `$1` and `?` as a list, for `:name` and `$name` as an object. They are values whatever they hold: never part of the text. */
  readonly params?: readonly Literal[] | Readonly<Record<string, Literal>>;
}

let translator: Translator | null = null;
let opener: ((file: string) => Plan) | null = null;

/** Called by the readers: how a file that a text names is scanned. */
export function provideScan(open: (file: string) => Plan): void {
  opener = open;
}

/** Called by `polaroid/sql`, so that eager frames have the reader too. */
export function provideSql(t: Translator): void {
  translator = t;
}

/** The reader of SQL is code of its own, and opens files as `scan` does. */
export const SQL: Pick<SqlText, "load" | "open"> = Object.freeze({
  async load(): Promise<Translator> {
    if (translator !== null) return translator;
    try {
      ({ translator } = await import("../sql/index.ts"));
    } catch (cause) {
      throw new PolaroidError("IO", "the reader of SQL cannot be loaded; try again", { cause });
    }
    return translator;
  },
  open(file: string): Plan {
    if (opener === null) throw new PolaroidError("NOT_SUPPORTED", `no files can be read here: ${file}`);
    return opener(file);
  },
});

function paramsOf(given: SqlOptions["params"]): SqlParams {
  if (given === undefined) return { listed: [], named: {} };
  if (Array.isArray(given)) return { listed: (given as readonly Literal[]).map((v) => literalNode(v)), named: {} };
  const named = Object.entries(
    recordArgument(given, "params of sql", "a list of values, or an object of names and values"),
  );
  return {
    listed: [],
    named: Object.fromEntries(named.map(([n, v]): [string, Node] => [n, literalNode(v as Literal)])),
  };
}

const node = (text: string, form: SqlForm, tables: ReadonlyMap<string, Plan>, params: SqlParams): Plan =>
  sqlText({
    text,
    form,
    names: [...tables.keys()],
    inputs: [...tables.values()],
    params,
    ...SQL,
    translator,
    bound: false,
  });

export function planOf(name: string, frame: unknown): Plan {
  const plan = (frame as { readonly plan?: Plan } | null | undefined)?.plan;
  if (typeof plan?.kind !== "string")
    throw badArgument(`the table "${name}" of sql`, frame, "a DataFrame or a LazyFrame");
  return plan;
}

const OPTIONS = { tables: undefined, params: undefined } as unknown as SqlOptions;

/** A query's plan; every frame of `tables` may be named in it. */
export function sqlPlan(
  where: string,
  text: string,
  options: SqlOptions | undefined,
  own: ReadonlyMap<string, Plan>,
): Plan {
  const { tables, params } = settings<SqlOptions>(where, OPTIONS, options);
  const all = new Map(own);
  for (const [name, frame] of Object.entries(tables ?? {})) all.set(`table ${name.toLowerCase()}`, planOf(name, frame));
  return node(textArgument(text, `the text of ${where}`), "query", all, paramsOf(params));
}

/** The rows of a plan for which a condition in SQL holds. */
export const conditionPlan = (input: Plan, text: string): Plan =>
  node(text, "condition", new Map([["table self", input]]), { listed: [], named: {} });

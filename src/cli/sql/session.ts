import { DataFrame } from "../../api/data-frame.ts";
import type { Literal } from "../../api/expr/into.ts";
import type { LazyFrame } from "../../api/lazy-frame.ts";
import { sql } from "../../api/read.ts";
import { sinkFile } from "../../api/write.ts";
import { typeName } from "../../arrow/type-info.ts";
import { Utf8 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { parseStatements } from "../../sql/parse/index.ts";
import { printIdent } from "../../sql/print/ident.ts";
import type { Ident, Span } from "../../sql/syntax/node.ts";
import type { Query } from "../../sql/syntax/query.ts";
import type { Copy, CreateView, Describe, Explain, Statement } from "../../sql/syntax/statement.ts";
import { sqlError } from "../../sql/syntax-error.ts";
import { copyOptions } from "./copy.ts";

/** Values for the parameters of statements: by their place, or by name. */
export type Values = readonly Literal[] | Readonly<Record<string, Literal>>;

/** What a statement gave. */
export type Result =
  | { readonly kind: "rows"; readonly query: LazyFrame }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "written"; readonly rows: number; readonly path: string }
  | { readonly kind: "view"; readonly name: string };

/** How a query is run; no engine leaves it to the environment and the plan. */
export interface Running {
  readonly engine?: string;
  readonly signal: AbortSignal;
}

/** Blanks before a statement keep the lines and columns of the whole text in its errors. */
const cut = (text: string, { start, end }: Span): string =>
  text.slice(0, start).replace(/[^\n]/g, " ") + text.slice(start, end);

/** The values that one statement of several names. */
const namedIn = (text: string, params: Values): Values =>
  Array.isArray(params)
    ? params
    : (Object.fromEntries(
        Object.entries(params).filter(([name]) => new RegExp(`[:$]${name}(?![A-Za-z0-9_])`, "i").test(text)),
      ) as Values);

/** Statements over the views that were made before them. */
export class Session {
  readonly views: Map<string, LazyFrame> = new Map();

  /** Runs the statements of a text, one after the other; a query's rows are read by whoever takes them. */
  async *run(text: string, params: Values | undefined, running: Running): AsyncGenerator<Result> {
    for (const s of parseStatements(text)) yield await this.#one(text, s, params, running);
  }

  #query(text: string, params: Values | undefined): LazyFrame {
    const tables = Object.fromEntries(this.views);
    return sql(text, { tables, ...(params !== undefined && { params: namedIn(text, params) }) });
  }

  #one(text: string, s: Statement, params: Values | undefined, running: Running): Promise<Result> | Result {
    switch (s.kind) {
      case "query":
        return s.body.kind === "describe"
          ? this.#describe(text, s.body, s, params, running)
          : { kind: "rows", query: this.#query(cut(text, s), params) };
      case "explain":
        return this.#explain(text, s, params, running);
      case "createView":
        return this.#view(text, s, params, running);
      case "copy":
        return this.#copy(text, s, params, running);
    }
  }

  async #explain(text: string, s: Explain, params: Values | undefined, running: Running): Promise<Result> {
    const { statement } = s;
    if (statement.kind !== "query")
      throw sqlError(text, statement.start, "only queries are explained", "NOT_SUPPORTED");
    const query = this.#query(cut(text, statement), params);
    if (!s.analyze) return { kind: "text", text: await query.explain(running) };
    const plan = await query.explain(running);
    const started = performance.now();
    const { height } = await query.collect(running);
    return { kind: "text", text: `${plan}\n${height} rows in ${(performance.now() - started).toFixed(1)} ms` };
  }

  async #view(text: string, s: CreateView, params: Values | undefined, { signal }: Running): Promise<Result> {
    const ident = s.name.at(-1) as Ident;
    const name = ident.name.toLowerCase();
    if (s.recursive)
      throw sqlError(
        text,
        s.start,
        "recursive views are not supported; use WITH RECURSIVE in the view",
        "NOT_SUPPORTED",
      );
    if (this.views.has(name)) {
      if (s.ifNotExists) return { kind: "view", name };
      if (!s.replace)
        throw sqlError(
          text,
          ident.start,
          `there is a view "${name}" already; CREATE OR REPLACE VIEW takes its place`,
          "INVALID_ARGUMENT",
        );
    }
    let view = this.#query(cut(text, s.query), params);
    const { fields } = await view.collectSchema(signal);
    if (s.columns.length > fields.length) {
      const extra = s.columns[fields.length] as Ident;
      throw sqlError(
        text,
        extra.start,
        `the view has ${fields.length} columns, but ${s.columns.length} names are given`,
        "INVALID_ARGUMENT",
      );
    }
    if (s.columns.length > 0)
      view = view.rename(Object.fromEntries(s.columns.map((c, i) => [fields[i]?.name as string, c.name]))) as LazyFrame;
    this.views.set(name, view);
    return { kind: "view", name };
  }

  async #copy(text: string, s: Copy, params: Values | undefined, running: Running): Promise<Result> {
    const { source, target } = s;
    if (target.kind !== "literal" || target.type !== "string")
      throw sqlError(text, target.start, "the file to write is a text in quotes", "INVALID_ARGUMENT");
    const query =
      "kind" in source
        ? this.#query(cut(text, source), params)
        : this.#query(
            `select ${source.columns.length === 0 ? "*" : source.columns.map(printIdent).join(", ")} from ${source.table.map(printIdent).join(".")}`,
            undefined,
          );
    const { format, options } = copyOptions(text, s.options);
    const rows = await sinkFile(query.plan, target.text, format, { ...options, ...running });
    return { kind: "written", rows, path: target.text };
  }

  async #describe(
    text: string,
    d: Describe,
    whole: Query,
    params: Values | undefined,
    running: Running,
  ): Promise<Result> {
    const { target } = d;
    const listed = Array.isArray(target) && target.length === 1 && target[0]?.name.toLowerCase() === "tables";
    if (target === undefined || (listed && !this.views.has("tables"))) {
      const names = [...this.views.keys()].sort();
      return { kind: "rows", query: new DataFrame({ name: names }, { schema: { name: Utf8 } }).lazy() as LazyFrame };
    }
    if (d.summarize) return { kind: "rows", query: this.#query(cut(text, whole), params) };
    const query = Array.isArray(target)
      ? this.#query(`from ${(target as readonly Ident[]).map(printIdent).join(".")}`, undefined)
      : this.#query(cut(text, target as Query), params);
    return { kind: "rows", query: await described(query, running.signal) };
  }

  /** The names of a view's or a file's columns. */
  async columns(name: string, signal: AbortSignal): Promise<readonly string[]> {
    const known = this.views.get(name.toLowerCase());
    if (known === undefined) return [];
    return (await known.collectSchema(signal)).fields.map((f) => f.name);
  }
}

async function described(query: LazyFrame, signal: AbortSignal): Promise<LazyFrame> {
  const { fields } = await query.collectSchema(signal);
  if (fields.length === 0) throw new PolaroidError("INVALID_ARGUMENT", "there are no columns to describe");
  return new DataFrame(
    {
      column_name: fields.map((f) => f.name),
      column_type: fields.map((f) => typeName(f.type)),
      null: fields.map((f) => (f.nullable ? "YES" : "NO")),
    },
    { schema: { column_name: Utf8, column_type: Utf8, null: Utf8 } },
  ).lazy() as LazyFrame;
}

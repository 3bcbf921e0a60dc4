import { Int64, Utf8 } from "../arrow/types.ts";
import { recordArgument, settings, textArgument, textsArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import type { Signal } from "../core/host.ts";
import { checkSignal } from "../core/signal.ts";
import { sqlTypeName } from "../sql/bind/sql-name.ts";
import { parseStatements } from "../sql/parse/statements.ts";
import { printIdent } from "../sql/print/ident.ts";
import { printQuery } from "../sql/print/query.ts";
import type { Ident, Span } from "../sql/syntax/node.ts";
import type { Query } from "../sql/syntax/query.ts";
import type { Copy, CreateView, Describe, DropView, Explain, Statement } from "../sql/syntax/statement.ts";
import { sqlError } from "../sql/syntax-error.ts";
import type { CollectOptions } from "./config.ts";
import { DataFrame } from "./data-frame.ts";
import { LazyFrame } from "./lazy-frame.ts";
import { sql } from "./read.ts";
import { planOf, type SqlOptions } from "./sql.ts";
import { copyOptions } from "./sql-copy.ts";
import { sinkFile } from "./write.ts";

type Values = NonNullable<SqlOptions["params"]>;
type Tables = NonNullable<SqlOptions["tables"]>;

/** What a statement gave: rows still to be read, a plan's text, a file that was written, a view that came or went. */
export type SqlResult =
  | { readonly kind: "rows"; readonly query: LazyFrame }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "written"; readonly rows: number; readonly path: string }
  | { readonly kind: "view"; readonly name: string; readonly dropped: boolean };

/** Values for parameters, and how what has to run at once is run. */
export interface ExecuteOptions extends Pick<CollectOptions, "engine" | "signal"> {
  readonly params?: Values;
}
type Running = Pick<CollectOptions, "engine" | "signal">;

/** Blanks before a statement keep the lines and columns of the whole text in its errors. */
const cut = (text: string, { start, end }: Span): string =>
  text.slice(0, start).replace(/[^\n]/g, " ") + text.slice(start, end);

/** The values that one statement of several names. */
const namedIn = (text: string, params: Values): Values =>
  Array.isArray(params)
    ? params
    : (Object.fromEntries(
        Object.entries(params).filter(([name]) =>
          new RegExp(`[:$]${name.replace(/[^A-Za-z0-9_]/g, "\\$&")}(?![A-Za-z0-9_])`, "i").test(text),
        ),
      ) as Values);

const OPTIONS = { params: undefined, engine: undefined, signal: undefined } as unknown as ExecuteOptions;
const NEW = { tables: undefined } as unknown as { readonly tables?: Tables };
const frameOf = (columns: Readonly<Record<string, readonly string[]>>): LazyFrame =>
  new DataFrame(columns, {
    schema: Object.fromEntries(Object.keys(columns).map((n) => [n, Utf8])),
  }).lazy() as LazyFrame;
const isFrame = (v: unknown): boolean => v instanceof DataFrame || v instanceof LazyFrame;

/** Tables by name, and statements over them: queries, views, copies to files, descriptions. */
export class SqlContext {
  readonly #tables: Map<string, LazyFrame> = new Map();

  /** @example new SqlContext({ tables: { flights: df } }).tables() */
  constructor(options?: { readonly tables?: Tables }) {
    const { tables } = settings<{ readonly tables?: Tables }>("SqlContext", NEW, options);
    if (tables !== undefined) this.registerMany(tables);
  }

  /** Makes a frame known by a name, in any case of letters; it takes the place of one of that name. @example new SqlContext().register("t", df).tables() */
  register(name: string, frame: { readonly plan: LazyFrame["plan"] }): this {
    const known = textArgument(name, "the name of a table").toLowerCase();
    this.#tables.set(known, new LazyFrame(planOf(name, frame)));
    return this;
  }
  /** Makes frames known by their names. @example new SqlContext().registerMany({ a: df, b: df }).tables() */
  registerMany(frames: Tables): this {
    for (const [name, frame] of Object.entries(recordArgument(frames, "frames", "an object of names and frames")))
      this.register(name, frame as { readonly plan: LazyFrame["plan"] });
    return this;
  }
  /** Makes every frame known that is a property of `globalThis`, by that property's name. @example new SqlContext().registerGlobals().tables() */
  registerGlobals(): this {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis)))
      if (isFrame(value)) this.register(name, value as { readonly plan: LazyFrame["plan"] });
    return this;
  }
  /** Forgets tables and views; names that are not known are passed over. @example new SqlContext({ tables: { t: df } }).unregister("t").tables() */
  unregister(names: string | readonly string[]): this {
    for (const name of typeof names === "string" ? [names] : textsArgument(names, "the names of tables"))
      this.#tables.delete(name.toLowerCase());
    return this;
  }
  /** The names of tables and views, sorted. @example new SqlContext({ tables: { t: df } }).tables() */
  tables(): string[] {
    return [...this.#tables.keys()].sort();
  }

  /**
   * Runs statements and gives what the last one gave: a query's rows, still to be collected; of `explain` a column `plan`, of
   * `copy ... to` the columns `path` and `rows`, of views a column `response`.
   * Errors: `SQL_SYNTAX` and others with the place, `NOT_SUPPORTED` for statements that change data.
   * @example await (await new SqlContext({ tables: { t: df } }).execute("create view v as select a from t; select count(*) as n from v")).collect()
   */
  async execute(text: string, options?: ExecuteOptions): Promise<LazyFrame> {
    let last: SqlResult | null = null;
    for await (const result of this.statements(text, options)) last = result;
    if (last === null) throw new PolaroidError("INVALID_ARGUMENT", "the text of execute has no statement");
    switch (last.kind) {
      case "rows":
        return last.query;
      case "text":
        return frameOf({ plan: [last.text] });
      case "written":
        return new DataFrame(
          { path: [last.path], rows: [last.rows] },
          { schema: { path: Utf8, rows: Int64 } },
        ).lazy() as LazyFrame;
      case "view":
        return frameOf({ response: [last.dropped ? "DROP VIEW" : "CREATE VIEW"] });
    }
  }

  /** Runs statements one after the other, each when it is asked for, and gives what each gave. @example for await (const result of new SqlContext().statements("select 1; select 2")) console.log(result.kind) */
  async *statements(text: string, options?: ExecuteOptions): AsyncGenerator<SqlResult> {
    const { params, engine, signal } = settings<ExecuteOptions>("execute", OPTIONS, options);
    const running: Running = { ...(engine !== undefined && { engine }), ...(signal !== undefined && { signal }) };
    const all = parseStatements(textArgument(text, "the text of execute"));
    for (const s of all) {
      checkSignal(signal);
      yield await this.#one(
        text,
        s,
        all.length === 1 ? params : params && namedIn(text.slice(s.start, s.end), params),
        running,
      );
    }
  }

  #query(text: string, params: Values | undefined): LazyFrame {
    return sql(text, { tables: Object.fromEntries(this.#tables), ...(params !== undefined && { params }) });
  }

  #one(text: string, s: Statement, params: Values | undefined, running: Running): Promise<SqlResult> | SqlResult {
    switch (s.kind) {
      case "query":
        return s.body.kind === "describe"
          ? this.#describe(text, s.body, s, params, running)
          : { kind: "rows", query: this.#query(cut(text, s), params) };
      case "explain":
        return this.#explain(text, s, params, running);
      case "createView":
        return this.#view(text, s, params, running);
      case "dropView":
        return this.#drop(text, s);
      case "copy":
        return this.#copy(text, s, params, running);
    }
  }

  #drop(text: string, s: DropView): SqlResult {
    const ident = s.name.at(-1) as Ident;
    const name = ident.name.toLowerCase();
    if (!this.#tables.delete(name) && !s.ifExists)
      throw sqlError(text, ident.start, `there is no view "${ident.name}"`, "NOT_FOUND");
    return { kind: "view", name, dropped: true };
  }

  async #explain(text: string, s: Explain, params: Values | undefined, running: Running): Promise<SqlResult> {
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

  async #view(text: string, s: CreateView, params: Values | undefined, { signal }: Running): Promise<SqlResult> {
    const ident = s.name.at(-1) as Ident;
    const name = ident.name.toLowerCase();
    if (s.recursive)
      throw sqlError(
        text,
        s.start,
        "recursive views are not supported; use WITH RECURSIVE in the view",
        "NOT_SUPPORTED",
      );
    if (this.#tables.has(name)) {
      if (s.ifNotExists) return { kind: "view", name, dropped: false };
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
    this.#tables.set(name, view);
    return { kind: "view", name, dropped: false };
  }

  async #copy(text: string, s: Copy, params: Values | undefined, running: Running): Promise<SqlResult> {
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
  ): Promise<SqlResult> {
    const { target } = d;
    const listed = Array.isArray(target) && target.length === 1 && target[0]?.name.toLowerCase() === "tables";
    if (target === undefined || (listed && !this.#tables.has("tables"))) {
      return { kind: "rows", query: frameOf({ name: this.tables() }) };
    }
    if (d.summarize) return { kind: "rows", query: this.#query(cut(text, whole), params) };
    const query = Array.isArray(target)
      ? this.#query(`from ${(target as readonly Ident[]).map(printIdent).join(".")}`, undefined)
      : this.#query(named(text, target as Query), params);
    return { kind: "rows", query: await described(query, running.signal) };
  }
}

/** The text of what is described: a file in quotes is a query of its own only here. */
const named = (text: string, q: Query): string => (text[q.start] === "'" ? printQuery(q) : cut(text, q));

async function described(query: LazyFrame, signal: Signal | undefined): Promise<LazyFrame> {
  const { fields } = await query.collectSchema(signal);
  if (fields.length === 0) throw new PolaroidError("INVALID_ARGUMENT", "there are no columns to describe");
  return frameOf({
    column_name: fields.map((f) => f.name),
    column_type: fields.map((f) => sqlTypeName(f.type)),
    null: fields.map((f) => (f.nullable ? "YES" : "NO")),
  });
}

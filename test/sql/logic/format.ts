/** One record of a file in the form of sqllogictest. */
export interface LogicRecord {
  /** The line of its first directive, from 1. */
  readonly line: number;
  /** Comments above it, as they are. */
  readonly comments: readonly string[];
  /** Why it is expected to fail: on one engine, or on all. */
  readonly skips: readonly { readonly on: "polaroid" | "wasm" | "duckdb"; readonly reason: string }[];
  /** Values of parameters: a list, or an object of names and values. */
  readonly params: readonly unknown[] | Readonly<Record<string, unknown>> | undefined;
  readonly expect: Rows | Failure;
  readonly sql: string;
}
/** Rows with the letters of their columns' types: Integer, Real, Numeric, Text, Boolean, Date, Stamp, Clock, interVal, List or struct, Untyped. */
export interface Rows {
  readonly kind: "query";
  readonly types: string;
  /** Whether rows are compared in any order. */
  readonly sorted: boolean;
  readonly rows: readonly (readonly string[])[];
}
/** An error of ours by its code; DuckDB fails too unless it is ours alone. */
export interface Failure {
  readonly kind: "error";
  readonly code: string;
  readonly ours: boolean;
}

const SKIP = /^skipif (polaroid|wasm|duckdb) (.+)$/;

/** Reads records with empty lines between them. */
export function parseLogic(text: string): readonly LogicRecord[] {
  const lines = text.split("\n");
  const records: LogicRecord[] = [];
  let at = 0;
  while (at < lines.length) {
    if (lines[at] === "") {
      at++;
      continue;
    }
    const comments: string[] = [];
    const skips: LogicRecord["skips"][number][] = [];
    let params: LogicRecord["params"];
    const line = at + 1;
    let head = "";
    for (; at < lines.length; at++) {
      const now = lines[at] as string;
      const skip = SKIP.exec(now);
      if (now.startsWith("#")) comments.push(now);
      else if (skip !== null) skips.push({ on: skip[1] as "polaroid", reason: skip[2] as string });
      else if (now.startsWith("params ")) params = JSON.parse(now.slice(7)) as LogicRecord["params"];
      else if (now === "") break;
      else {
        head = now;
        at++;
        break;
      }
    }
    if (head === "") {
      if (comments.length > 0) records.push({ line, comments, skips, params, expect: BLANK, sql: "" });
      continue;
    }
    const body: string[] = [];
    while (at < lines.length && lines[at] !== "" && lines[at] !== "----") body.push(lines[at++] as string);
    const rows: string[][] = [];
    if (lines[at] === "----")
      for (at++; at < lines.length && lines[at] !== ""; at++) rows.push((lines[at] as string).split("\t"));
    const [word, second = "", third] = head.split(" ");
    if (word !== "query" && !(word === "statement" && second === "error"))
      throw new Error(`line ${line}: "${head}" is neither a query nor a statement error`);
    const expect: Rows | Failure =
      word === "query"
        ? { kind: "query", types: second, sorted: third === "rowsort", rows }
        : { kind: "error", code: third ?? "?", ours: head.endsWith(" ours") };
    records.push({ line, comments, skips, params, expect, sql: body.join("\n") });
  }
  return records;
}
const BLANK: Failure = { kind: "error", code: "", ours: true };

export function printLogic(records: readonly LogicRecord[]): string {
  return `${records
    .map(({ comments, skips, params, expect, sql }) => {
      if (sql === "") return comments.join("\n");
      const head =
        expect.kind === "error"
          ? `statement error ${expect.code}${expect.ours ? " ours" : ""}`
          : `query ${expect.types}${expect.sorted ? " rowsort" : ""}`;
      return [
        ...comments,
        ...skips.map((s) => `skipif ${s.on} ${s.reason}`),
        ...(params === undefined ? [] : [`params ${JSON.stringify(params)}`]),
        head,
        sql,
        ...(expect.kind === "query" ? ["----", ...expect.rows.map((r) => r.join("\t"))] : []),
      ].join("\n");
    })
    .join("\n\n")}\n`;
}

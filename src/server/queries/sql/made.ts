import { PolaroidError } from "../../../core/error.ts";
import { parseExpression, parseQuery } from "../../../sql/parse/index.ts";
import { printExpression } from "../../../sql/print/expression.ts";
import { printIdent } from "../../../sql/print/ident.ts";
import { printQuery } from "../../../sql/print/query.ts";
import { printTable } from "../../../sql/print/table.ts";
import type { Expr } from "../../../sql/syntax/expr.ts";
import type { Query, Select, SelectItem } from "../../../sql/syntax/query.ts";
import type { TableRef } from "../../../sql/syntax/table.ts";
import { sqlError } from "../../../sql/syntax-error.ts";

/** A part of a text that was a part of the user's: what it is there, and how it is read here. */
interface Part {
  readonly at: number;
  readonly length: number;
  readonly node: unknown;
  readonly read: (text: string) => unknown;
}

/** A text of ours that has parts of the user's in it. */
export interface Made {
  readonly text: string;
  readonly parts: readonly Part[];
}

const whole = (text: string, node: unknown, read: Part["read"]): Made => ({
  text,
  parts: [{ at: 0, length: text.length, node, read }],
});

export const plain = (text: string): Made => ({ text, parts: [] });
export const expr = (e: Expr): Made => whole(printExpression(e), e, parseExpression);
export const query = (q: Query): Made => whole(printQuery(q), q, parseQuery);

/** With which a table is read alone. */
const FROM = "from ";
export const table = (t: TableRef): Made =>
  whole(printTable(t), [t], (text) => (parseQuery(FROM + text).body as Select).from);

export function joined(all: readonly Made[], between: string): Made {
  const parts: Part[] = [];
  let text = "";
  for (const [i, m] of all.entries()) {
    if (i > 0) text += between;
    for (const p of m.parts) parts.push({ ...p, at: p.at + text.length });
    text += m.text;
  }
  return { text, parts };
}

/** A text with others in it. */
export const sql = (strings: TemplateStringsArray, ...values: readonly (Made | string)[]): Made =>
  joined(
    strings.flatMap((s, i) => {
      const v = values[i];
      return [plain(s), ...(v === undefined ? [] : [typeof v === "string" ? plain(v) : v])];
    }),
    "",
  );

export const items = (all: readonly SelectItem[]): Made =>
  joined(
    all.map(({ value, alias }) => (alias === undefined ? expr(value) : sql`${expr(value)} AS ${printIdent(alias)}`)),
    ", ",
  );

type Placed = Readonly<Record<string, unknown>>;

/** Where in the user's text that stands which stands here in its printed form. */
function placeOf(user: unknown, printed: unknown, offset: number): number | undefined {
  let [best, found]: [number, number | undefined] = [-1, undefined];
  const visit = (u: unknown, p: unknown): void => {
    if (typeof u !== "object" || typeof p !== "object" || u === null || p === null) return;
    const [from, to] = [(u as Placed)["start"], (p as Placed)["start"]];
    if (typeof from === "number" && typeof to === "number" && to <= offset && to > best) [best, found] = [to, from];
    for (const key of Object.keys(u)) visit((u as Placed)[key], (p as Placed)[key]);
  };
  visit(user, printed);
  return found;
}

function origin({ text, parts }: Made, offset: number): number | undefined {
  const part = parts.find((p) => p.at <= offset && offset < p.at + p.length);
  if (part === undefined) return undefined;
  const tree = part.read(text.slice(part.at, part.at + part.length));
  const shift = Array.isArray(tree) ? FROM.length : 0;
  return placeOf(part.node, tree, offset - part.at + shift);
}

const offsetOf = (error: PolaroidError): unknown => (error.cause as { readonly offset?: unknown } | undefined)?.offset;

/** Whether an error has a place in a text. */
export const hasPlace = (error: PolaroidError): boolean => typeof offsetOf(error) === "number";

/** Columns of ours, where a message lists what there is. */
const OURS = /, #+(row|changes|before\d+)\b/g;

/** An error about a text of ours as one about the user's text; what no part of it caused stands at its statement. */
export function inText(error: unknown, text: string, statement: { readonly start: number }, made: Made): unknown {
  if (!(error instanceof PolaroidError)) return error;
  const offset = offsetOf(error);
  if (typeof offset !== "number") return error;
  const message = error.detail
    .replace(/^line \d+, column \d+: /, "")
    .replace(/\n {2}[^\n]*\n *\^$/, "")
    .replace(OURS, "");
  return sqlError(text, origin(made, offset) ?? statement.start, message, error.code);
}

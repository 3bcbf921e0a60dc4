import { node } from "../syntax/node.ts";
import type { CreateView, DropView, Explain, Statement } from "../syntax/statement.ts";
import { copy } from "./copy.ts";
import type { Cursor } from "./cursor.ts";
import { nameList, qualifiedName } from "./names.ts";
import { beginnings, creatable, type Place, supported } from "./places.ts";
import { query } from "./query.ts";
import { startsQuery } from "./starts.ts";

const NONE = Object.freeze([]);

/** Reads one statement, up to its semicolon. */
export const statement = (cursor: Cursor, place: Place = "context"): Statement => {
  cursor.resetParams();
  const { start, key, text, category } = cursor.peek();
  if (cursor.take("explain")) return explain(cursor, start, place);
  if (cursor.is("(") || startsQuery(cursor)) return query(cursor);
  if (cursor.take("copy")) return copy(cursor, start);
  if (cursor.take("create")) return createView(cursor, start, place);
  if (cursor.is("drop") && (cursor.is("view", 1) || cursor.is("table", 1))) return dropView(cursor, start);
  for (const word of ["select", "from", "with", "values", "describe", "summarize"]) cursor.is(word);
  if (category === "free" || key === "end")
    throw cursor.unsupported(`${text.toUpperCase()} is not supported: only ${supported(place)} are`, start);
  throw cursor.unexpected(`a statement such as ${beginnings(place)}`);
};

const dropView = (cursor: Cursor, start: number): DropView => {
  cursor.next();
  cursor.next();
  const ifExists = cursor.takeBoth("if", "exists");
  const name = qualifiedName(cursor, "a name of a view");
  return node<DropView>("dropView", start, cursor.end, { name, ifExists });
};

const explain = (cursor: Cursor, start: number, place: Place): Explain => {
  const analyze = cursor.take("analyze") || cursor.take("analyse");
  if (cursor.is("explain")) throw cursor.unexpected("a statement to explain");
  if (place === "server" && !cursor.is("(") && !startsQuery(cursor))
    throw cursor.unsupported("only queries are explained");
  const inner = statement(cursor, place);
  return node<Explain>("explain", start, cursor.end, { analyze, statement: inner });
};

const createView = (cursor: Cursor, start: number, place: Place): CreateView => {
  const replace = cursor.takeBoth("or", "replace");
  const temporary = cursor.take("temp") || cursor.take("temporary");
  const recursive = cursor.take("recursive");
  if (!cursor.is("view") && cursor.peek().category !== undefined)
    throw cursor.unsupported(
      `CREATE ${cursor.peek().text.toUpperCase()} is not supported: only ${creatable(place)} is`,
    );
  cursor.expect("view");
  const ifNotExists = cursor.is("if") && cursor.is("not", 1) && cursor.is("exists", 2);
  if (ifNotExists) for (let words = 0; words < 3; words++) cursor.next();
  const name = qualifiedName(cursor, "a name for the view");
  if (replace && ifNotExists) throw cursor.wrong("OR REPLACE and IF NOT EXISTS do not go together", start);
  if (recursive && !cursor.is("(")) throw cursor.unexpected("the columns of the recursive view");
  const columns = cursor.is("(") ? nameList(cursor) : NONE;
  cursor.expect("as");
  const body = query(cursor);
  const fields = { name, columns, query: body, replace, ifNotExists, temporary, recursive };
  return node<CreateView>("createView", start, cursor.end, fields);
};

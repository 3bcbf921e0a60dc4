import type { DataType } from "../../arrow/types.ts";
import { call, col as colNode, columns, type Expr as Node, type Pick } from "../../expr/node.ts";
import { nameOf } from "../../expr/name.ts";
import { Expr } from "./expr.ts";
import { columnNode, columnNodes, type IntoExpr, type Literal, literalNode, nodeOf } from "./into.ts";

const make = (node: Node): Expr => new Expr(node);
const pick = (p: Pick): Expr => make(columns(Object.freeze(p)));

/** A column by name, several by names or types, or by a pattern `^...$`. @example col("price") */
export function col(first: string | DataType | readonly (string | DataType)[], ...more: (string | DataType)[]): Expr {
  const all = [...(Array.isArray(first) ? (first as readonly (string | DataType)[]) : [first as string | DataType]), ...more];
  if (all.length === 1 && typeof all[0] === "string") {
    const name = all[0];
    if (name === "*") return pick({ by: "all", except: [] });
    if (name.startsWith("^") && name.endsWith("$")) return pick({ by: "regex", pattern: name });
    return make(colNode(name));
  }
  if (all.every((a) => typeof a === "string")) return pick({ by: "names", names: Object.freeze(all as string[]) });
  return pick({ by: "types", types: Object.freeze(all as DataType[]) });
}

/** A value for every row; the type is inferred unless given. @example lit(1) */
export const lit = (value: Literal, type?: DataType): Expr =>
  make(literalNode(value, type));

/** All columns. @example all().exclude("id") */
export const all = (): Expr => pick({ by: "all", except: [] });
/** All columns but some. @example exclude("id") */
export const exclude = (...names: string[]): Expr => pick({ by: "all", except: Object.freeze(names) });
/** How many rows there are. @example len() */
export const len = (): Expr => make(call("len", []));
/** The number of rows that are not null in a column. @example count("x") */
export const count = (name: string): Expr => make(call("count", [colNode(name)]));
/** The first value that is not null. @example coalesce("a", "b", lit(0)) */
export const coalesce = (...exprs: IntoExpr[]): Expr => make(call("coalesce", columnNodes(exprs)));
/** The least value across columns, nulls left out. @example minHorizontal("a", "b") */
export const minHorizontal = (...exprs: IntoExpr[]): Expr => make(call("minHorizontal", columnNodes(exprs)));
/** The greatest value across columns. @example maxHorizontal("a", "b") */
export const maxHorizontal = (...exprs: IntoExpr[]): Expr => make(call("maxHorizontal", columnNodes(exprs)));
/** The sum across columns, nulls as 0. @example sumHorizontal("a", "b") */
export const sumHorizontal = (...exprs: IntoExpr[]): Expr => make(call("sumHorizontal", columnNodes(exprs)));
/** The mean across columns. @example meanHorizontal("a", "b") */
export const meanHorizontal = (...exprs: IntoExpr[]): Expr => make(call("meanHorizontal", columnNodes(exprs)));
/** Whether all columns are true. @example allHorizontal("a", "b") */
export const allHorizontal = (...exprs: IntoExpr[]): Expr => make(call("allHorizontal", columnNodes(exprs)));
/** Whether any column is true. @example anyHorizontal("a", "b") */
export const anyHorizontal = (...exprs: IntoExpr[]): Expr => make(call("anyHorizontal", columnNodes(exprs)));
/** Columns joined as text; a null makes the result null unless ignored. @example concatStr(["a", "b"], { separator: "-" }) */
export const concatStr = (exprs: readonly IntoExpr[], options: { readonly separator?: string; readonly ignoreNulls?: boolean } = {}): Expr =>
  make(call("concatStr", columnNodes(exprs), Object.freeze({ separator: options.separator ?? "", ignoreNulls: options.ignoreNulls ?? false })));
/** Columns as the items of one list a row. @example concatList("a", "b") */
export const concatList = (...exprs: IntoExpr[]): Expr => make(call("concatList", columnNodes(exprs)));
/** Columns as the fields of one struct. @example struct("a", "b") */
export function struct(...exprs: IntoExpr[]): Expr {
  const nodes = columnNodes(exprs);
  return make(call("struct", nodes, Object.freeze({ names: Object.freeze(nodes.map(nameOf)) })));
}

/** A condition that waits for its value. */
export class When {
  readonly #before: readonly Node[];
  readonly #condition: Node;
  constructor(before: readonly Node[], condition: Node) {
    this.#before = before;
    this.#condition = condition;
  }
  /** The value where the condition is true. */
  then(value: IntoExpr): Then { return new Then([...this.#before, this.#condition, nodeOf(value)]); }
}

/** Conditions and values so far; as an expression, null where none is true. */
export class Then extends Expr {
  readonly #parts: readonly Node[];
  constructor(parts: readonly Node[]) {
    super(call("when", [...parts, literalNode(null)]));
    this.#parts = parts;
  }
  protected override wrap(node: Node): Expr { return make(node); }
  /** One more condition, looked at where those before are not true. */
  when(condition: IntoExpr): When { return new When(this.#parts, columnNode(condition)); }
  /** The value where no condition is true. */
  otherwise(value: IntoExpr): Expr { return make(call("when", [...this.#parts, nodeOf(value)])); }
}

/** Chooses values by conditions. @example when(col("x").gt(1)).then(lit("hi")).otherwise(lit("lo")) */
export const when = (condition: IntoExpr): When => new When([], columnNode(condition));

/** Picks of columns by what they hold. */
export const cs: Readonly<Record<"numeric" | "integer" | "float" | "temporal" | "string" | "boolean" | "all", () => Expr>> = Object.freeze({
  numeric: () => pick({ by: "class", name: "numeric" }),
  integer: () => pick({ by: "class", name: "integer" }),
  float: () => pick({ by: "class", name: "float" }),
  temporal: () => pick({ by: "class", name: "temporal" }),
  string: () => pick({ by: "class", name: "string" }),
  boolean: () => pick({ by: "class", name: "boolean" }),
  all,
});

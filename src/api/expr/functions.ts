import type { DataType, DType, Null, UInt32 } from "../../arrow/types.ts";
import { badArgument, settings, textsArgument } from "../../core/argument.ts";
import { dataType, isDataType } from "../../expr/data-type.ts";
import { nameOf } from "../../expr/name.ts";
import { call, col as colNode, columns, ELEMENT, type Expr as Node, type Pick } from "../../expr/node.ts";
import { strictly } from "../strict.ts";
import type { ColumnName, ColumnOf, ColumnShape, NameOf, NodeOf, ShapeOf } from "../types/made.ts";
import type { All, Class, Named, Unknown } from "../types/names.ts";
import type { Bin, Col, Cur, FieldOf, Fields, LitOf, Many, Maybe, Need, Un1, Value } from "../types/node.ts";
import { Expr } from "./expr.ts";
import { fieldNode } from "./field.ts";
import { foldedNode } from "./folded.ts";
import { columnNode, columnNodes, type IntoExpr, type Literal, literalNode, nodeOf } from "./into.ts";

const make = <E>(node: Node): E => new Expr(node) as unknown as E;
const pick = <E>(p: Pick): E => make(columns(Object.freeze(p)));
const list = (exprs: unknown): Node[] => {
  if (!Array.isArray(exprs)) throw badArgument("what concatStr joins", exprs, "a list of columns");
  return columnNodes(exprs as readonly IntoExpr[]);
};

/** What `col` makes: a column by its name, or a pick of several. */
type Column<K> = K extends string ? (string extends K ? Expr<Col<string>, any, "rows"> : K extends "*" ? Expr<Cur, All, "rows"> : K extends `^${string}$` ? Expr<any, Unknown, "rows"> : Expr<Col<K>, K, "rows">) : Columns<K>;
type Columns<K> = [K] extends [string] ? Expr<Need<Cur, Col<K>>, Named<K>, "rows"> : Expr<Cur, Class<K>, "rows">;

/** A column by name, several by names or types, or by a pattern `^...$`. @example col("price") */
export function col<const K extends string | DType>(name: K): Column<K>;
export function col<const K extends string | DType>(names: readonly K[]): Columns<K>;
export function col<const K extends string | DType>(...names: K[]): Columns<K>;
export function col<E>(first: string | DType | readonly (string | DType)[], ...more: (string | DType)[]): E {
  const all = [...(Array.isArray(first) ? (first as readonly (string | DType)[]) : [first as string | DType]), ...more];
  if (all.length === 1 && typeof all[0] === "string") {
    const name = all[0];
    if (name === "*") return pick({ by: "all", except: [] });
    if (name.startsWith("^") && name.endsWith("$")) return pick({ by: "regex", pattern: name });
    return make(colNode(name));
  }
  if (all.every((a) => typeof a === "string")) return pick({ by: "names", names: Object.freeze(all as string[]) });
  return pick({ by: "types", types: Object.freeze(all.map((t) => columnType(t, all))) });
}

/** Types pick columns where all are types. */
function columnType(t: unknown, all: readonly unknown[]): DataType {
  if (typeof t === "string" || (typeof t !== "object" && typeof t !== "function") || t === null)
    throw badArgument(all.length === 1 ? "what col is given" : "one of what col is given", all.find((x) => typeof x !== "string" && !isDataType(x)) ?? t, "the name of a column, or all of them names or all types");
  return dataType(t, "col");
}

/** A value for every row; the type is inferred unless given. @example lit(1) */
export const lit = <const V extends Literal, T extends DType = never>(value: V, type?: T): Expr<Value<[T] extends [never] ? LitOf<V> : V extends null ? T | Null : T>, "literal", "scalar"> =>
  make(literalNode(value, type as DataType | undefined));

/** All columns. @example all().exclude("id") */
export const all: () => Expr<Cur, All, "rows"> = strictly("all", () => pick({ by: "all", except: [] }));
/** All columns but some. @example exclude("id") */
export const exclude = <const K extends string>(...names: K[]): Expr<Cur, All<K>, "rows"> => pick({ by: "all", except: Object.freeze(textsArgument(names, "a column to exclude")) });
/** How many rows there are. @example len() */
export const len: () => Expr<Value<UInt32>, "len", "scalar"> = strictly("len", () => make(call("len", [])));
/** The number of rows that are not null in a column. @example count("x") */
export const count: <const K extends string>(name: K) => Expr<Un1<"count", Col<K>>, K, "scalar"> = strictly("count", (name) => make(call("count", [colNode(name)])));
const TEXTS = Object.freeze({ separator: "", ignoreNulls: false });
type Into = readonly (IntoExpr | readonly IntoExpr[])[];
type Nodes<E extends readonly unknown[]> = { [I in keyof E]: ColumnOf<E[I]> };
type First<E extends readonly unknown[]> = E extends readonly [infer A, ...unknown[]] ? ColumnName<A> : "literal";
type Across<F, E extends readonly unknown[]> = Expr<Many<F, Nodes<E>>, First<E>, ColumnShape<E[number]>>;

interface IgnoreNulls { readonly ignoreNulls: boolean }
/** Columns folded into one, with options behind them or without. */
interface Folding<F> {
  <const E extends Into>(...exprs: E): Across<F, E>;
  (...exprs: readonly [...Into, IgnoreNulls]): Expr<any, any, "rows">;
}
function folded<E>(fn: "sumHorizontal" | "meanHorizontal", given: readonly unknown[]): E {
  const last = given[given.length - 1];
  const options = typeof last === "object" && last !== null && !Array.isArray(last) && Object.getPrototypeOf(last) === Object.prototype ? last : undefined;
  return make(foldedNode(fn, list(options === undefined ? given : given.slice(0, -1)), options));
}
/** The first value that is not null. @example coalesce("a", "b", lit(0)) */
export const coalesce = <const E extends Into>(...exprs: E): Across<"either", E> => make(call("coalesce", list(exprs)));
/** The least value across columns, nulls left out. @example minHorizontal("a", "b") */
export const minHorizontal = <const E extends Into>(...exprs: E): Across<"either", E> => make(call("minHorizontal", list(exprs)));
/** The greatest value across columns. @example maxHorizontal("a", "b") */
export const maxHorizontal = <const E extends Into>(...exprs: E): Across<"either", E> => make(call("maxHorizontal", list(exprs)));
/** The sum across columns: nulls count as 0, or make it null where they are not ignored. @example sumHorizontal("a", "b", { ignoreNulls: false }) */
export const sumHorizontal: Folding<"sum"> = ((...exprs: readonly unknown[]) => folded("sumHorizontal", exprs)) as Folding<"sum">;
/** The mean across columns; nulls are left out, or make it null where they are not ignored. @example meanHorizontal("a", "b", { ignoreNulls: false }) */
export const meanHorizontal: Folding<"mean"> = ((...exprs: readonly unknown[]) => folded("meanHorizontal", exprs)) as Folding<"mean">;
/** Whether all columns are true. @example allHorizontal("a", "b") */
export const allHorizontal = <const E extends Into>(...exprs: E): Across<"and", E> => make(call("allHorizontal", list(exprs)));
/** Whether any column is true. @example anyHorizontal("a", "b") */
export const anyHorizontal = <const E extends Into>(...exprs: E): Across<"or", E> => make(call("anyHorizontal", list(exprs)));
/** Columns joined as text; a null makes the result null unless ignored. @example concatStr(["a", "b"], { separator: "-" }) */
export const concatStr = <const E extends readonly IntoExpr[], const O extends { readonly separator?: string; readonly ignoreNulls?: boolean } = {}>(exprs: E, options?: O): Across<O extends { readonly ignoreNulls: true } ? "textIgnoringNulls" : "text", E> =>
  make(call("concatStr", list(exprs), Object.freeze(settings("concatStr", TEXTS, options))));
/** Columns as the items of one list a row. @example concatList("a", "b") */
export const concatList = <const E extends Into>(...exprs: E): Across<"list", E> => make(call("concatList", list(exprs)));
/** Columns and arrays as the items of one array a row. @example concatArr("x", "y") */
export const concatArr = <const E extends Into>(...exprs: E): Across<"array", E> => make(call("concatArr", list(exprs)));
/** The items of a list, inside of list.eval(), list.agg(), list.filter() and the like. @example col("l").list.eval(element().mul(2)) */
export const element: () => Expr<Cur, "", "rows"> = strictly("element", () => make(colNode(ELEMENT)));
/** A field of the struct, inside of struct.withFields() and struct.eval(). @example struct("a", "x").struct.withFields(field("x").mul(2)) */
export const field: <const K extends string>(name: K) => Expr<FieldOf<K>, K, "rows"> = strictly("field", (name) => make(fieldNode(name)));
/** All values of a column as one list. @example implode("x") */
export const implode: <const K extends string>(name: K) => Expr<Un1<"implode", Col<K>>, K, "scalar"> = strictly("implode", (name) => make(call("implode", [colNode(name)])));
/** Columns as the fields of one struct. @example struct("a", "b") */
export function struct<const E extends Into>(...exprs: E): Expr<Fields<{ [X in Flatten<E[number]> as ColumnName<X> & string]: ColumnOf<X> }>, First<E>, ColumnShape<E[number]>> {
  const nodes = list(exprs);
  return make(call("struct", nodes, Object.freeze({ names: Object.freeze(nodes.map(nameOf)) })));
}

type Flatten<E> = E extends readonly (infer I)[] ? I : E;
type Truth<C> = Un1<"condition", ColumnOf<C>>;

/** A condition that waits for its value. `Rest` is what the chain has computed so far. */
export class When<Rest, Condition, Name, Shape> {
  declare readonly "~condition": Condition;
  readonly #before: readonly Node[];
  readonly #condition: Node;
  constructor(before: readonly Node[], condition: Node) {
    this.#before = before;
    this.#condition = condition;
  }
  /** The value where the condition is true. @example when(col("x").gt(1)).then("hi") */
  then<const V extends IntoExpr>(value: V): Then<[Rest] extends [never] ? Need<NodeOf<V>, Condition> : Bin<"sup", Rest, Need<NodeOf<V>, Condition>>, [Rest] extends [never] ? NameOf<V> : Name, Shape | ShapeOf<V>> {
    return new Then([...this.#before, this.#condition, nodeOf(value)]) as never;
  }
}

/** Conditions and values so far; as an expression, null where none is true. */
export class Then<Rest, Name, Shape> extends Expr<Maybe<Rest>, Name, Shape> {
  readonly #parts: readonly Node[];
  constructor(parts: readonly Node[]) {
    super(call("when", [...parts, literalNode(null)]));
    this.#parts = parts;
  }
  protected override wrap<E>(node: Node): E { return make(node); }
  /** One more condition, looked at where those before are not true. @example when(col("x").gt(1)).then("hi").when(col("x").eq(1)).then("mid") */
  when<const C extends IntoExpr>(condition: C): When<Rest, Truth<C>, Name, Shape | ColumnShape<C>> { return new When(this.#parts, columnNode(condition)) as never; }
  /** The value where no condition is true. @example when(col("x").gt(1)).then("hi").otherwise("lo") */
  otherwise<const V extends IntoExpr>(value: V): Expr<Bin<"sup", Rest, NodeOf<V>>, Name, Shape | ShapeOf<V>> { return make(call("when", [...this.#parts, nodeOf(value)])); }
}

/** Chooses values by conditions. @example when(col("x").gt(1)).then(lit("hi")).otherwise(lit("lo")) */
export const when = <const C extends IntoExpr>(condition: C): When<never, Truth<C>, never, ColumnShape<C>> => new When([], columnNode(condition)) as never;

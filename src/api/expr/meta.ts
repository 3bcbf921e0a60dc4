import { settings } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { structureText } from "../../core/structure.ts";
import { childrenOf } from "../../expr/children.ts";
import { allColumns, inputShape, isPick, isRowSeparable, nameSource, rootNames, withoutNames } from "../../expr/meta.ts";
import { nameOf } from "../../expr/name.ts";
import type { Expr as Node } from "../../expr/node.ts";
import { RARE } from "../rare.ts";
import type { AnyExpr } from "./any.ts";
import type { Expr } from "./expr.ts";
import { Namespace } from "./namespace.ts";

const ALIASING: { readonly allowAliasing: boolean } = Object.freeze({ allowAliasing: false });
const RAISING: { readonly raiseIfUndetermined: boolean } = Object.freeze({ raiseIfUndetermined: true });
type Aliasing = Partial<typeof ALIASING>;

/** Functions are told apart by what they are. */
const textOf = (e: Node): string => structureText(e, (v) => (typeof v === "function" ? { source: String(v) } : undefined));

/** What an expression is, and is made of. */
export class MetaNamespace extends Namespace {
  #named(options: Aliasing | undefined, of: string): Node { return settings(of, ALIASING, options).allowAliasing ? withoutNames(this.node) : this.node; }

  /** Whether it is the same expression. @example col("x").meta.eq(col("x")) */
  eq(other: AnyExpr): boolean { return textOf(this.node) === textOf(other["~expr"]); }
  /** Whether it is another expression. @example col("x").meta.ne(col("y")) */
  ne(other: AnyExpr): boolean { return !this.eq(other); }
  /** The name of its result; where only a frame can tell it is an error, or null. @example col("x").add(1).meta.outputName() */
  outputName(): string;
  outputName(options: { readonly raiseIfUndetermined?: boolean }): string | null;
  outputName(options?: { readonly raiseIfUndetermined?: boolean }): string | null {
    const { raiseIfUndetermined } = settings("meta.outputName", RAISING, options);
    if (nameSource(this.node).kind !== "columns") return nameOf(this.node);
    if (!raiseIfUndetermined) return null;
    throw new PolaroidError("INVALID_ARGUMENT", "the names of picked columns are the frame's to tell; raiseIfUndetermined: false gives null");
  }
  /** The names of the columns that it reads, as often as it does. @example col("x").add(col("y")).meta.rootNames() */
  rootNames(): string[] { return rootNames(this.node); }
  /** Whether it is a column and nothing more. @example col("x").meta.isColumn() */
  isColumn(): boolean { return this.node.kind === "col"; }
  /** Whether it is a column or a pick of columns. @example all().meta.isColumnSelection() */
  isColumnSelection(options?: Aliasing): boolean { return isPick(this.#named(options, "meta.isColumnSelection")); }
  /** Whether it is a value. @example lit(1).meta.isLiteral() */
  isLiteral(options?: Aliasing): boolean { return this.#named(options, "meta.isLiteral").kind === "lit"; }
  /** Whether columns in it are picked by a pattern. @example col("^x.*$").meta.isRegexProjection() */
  isRegexProjection(): boolean { return allColumns(this.node).some((p) => p.by === "regex"); }
  /** Whether it may make several columns. @example all().meta.hasMultipleOutputs() */
  hasMultipleOutputs(): boolean { return allColumns(this.node).length > 0; }
  /** Whether it gives one value, whatever the rows. @example col("x").sum().meta.isScalar() */
  isScalar(): boolean { return inputShape(this.node) === "scalar"; }
  /** Whether it gives as many rows as there are. @example col("x").sort().meta.isLengthPreserving() */
  isLengthPreserving(): boolean { return inputShape(this.node) === "rows"; }
  /** Whether the number of its rows does not depend on values. @example col("x").filter(true).meta.isKnownLength() */
  isKnownLength(): boolean { return inputShape(this.node) !== "free"; }
  /** Whether each row of it comes from one row alone. @example col("x").add(1).meta.isRowSeparable() */
  isRowSeparable(): boolean { return isRowSeparable(this.node); }
  /** The expression without the names that it is given. @example col("x").alias("y").meta.undoAliases() */
  undoAliases(): Expr { return this.make(withoutNames(this.node)) as Expr; }
  /** The expressions that it is made of, the last first. @example col("x").add(1).meta.pop() */
  pop(): Expr[] { return childrenOf(this.node).map((e) => this.make(e) as Expr).reverse(); }
  /** The expression itself. @example all().meta.asExpression() */
  asExpression(): Expr { return this.make(this.node) as Expr; }
  /** The pick of columns that it is; other expressions are an error. @example col("x").meta.asSelector() */
  asSelector(): Expr {
    if (isPick(this.node)) return this.make(this.node) as Expr;
    throw new PolaroidError("INVALID_ARGUMENT", "the expression picks no columns: it computes");
  }
  /** The expression as JSON; one with a JavaScript function is an error. @example col("x").add(1).meta.serialize() */
  serialize(): string { return JSON.stringify(RARE.code.exprToJson(this.node)); }
  /** The expression as a tree of lines. @example col("x").add(1).meta.treeFormat() */
  treeFormat(): string { return RARE.code.treeText(this.node); }
  /** The expression as a graph in the language of Graphviz. @example col("x").add(1).meta.showGraph() */
  showGraph(): string { return RARE.code.graphText(this.node); }
}

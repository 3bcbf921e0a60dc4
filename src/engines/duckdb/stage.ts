import { childrenOf, withChildren } from "../../expr/children.ts";
import { functionOf } from "../../expr/registry.ts";
import type { Typed, TypedCall, TypedCol, TypedOver } from "../../expr/typed.ts";
import { isRange } from "./functions/ranges.ts";
import { type Around, plainer } from "./plainer.ts";
import { identifier, OWN } from "./quote.ts";
import { rolledSql } from "./windows.ts";

const kindOf = (e: Typed): string | undefined => (e.kind === "call" ? functionOf(e.fn)?.kind : undefined);
/** Aggregates and windows: what SQL does not nest. */
export const isWhole = (e: Typed): boolean => e.kind === "over" || kindOf(e) === "aggregate" || kindOf(e) === "window";
export const isReshape = (e: Typed | undefined): boolean => e !== undefined && kindOf(e) === "reshape";

/** Whether an expression has a length of its own. */
export const isFree = (e: Typed | undefined): e is Typed => e?.shape === "free";

/** Whether it is an expression for the window of each row. */
const isRolling = (e: Typed): boolean => e.kind === "call" && e.fn === "rolling";
const withIndex = (e: TypedCall, made: (x: Typed) => Typed): TypedCall => {
  const [body, index] = e.args as readonly [Typed, Typed];
  return { ...e, args: [body, made(index)] };
};

/** Puts aggregates and windows that stand inside of others into queries of their own, innermost first. */
export class Stages {
  readonly #layers: { readonly name: string; readonly e: TypedOver }[] = [];
  readonly #prefix: string;

  constructor(prefix = `${OWN}s`) {
    this.#prefix = prefix;
  }

  get any(): boolean {
    return this.#layers.length > 0;
  }

  #added(name: string, e: TypedOver): TypedCol {
    this.#layers.push({ name, e });
    return { kind: "col", name, type: e.type, nullable: e.nullable, shape: e.input.shape, elementwise: true };
  }

  /** The expression with what it nests read from columns of inner queries. */
  lift(given: Typed, around: Around | null): Typed {
    const e = plainer(given, around);
    if (isRolling(e)) return this.column(e, around);
    if (e.kind === "over") {
      const inside = { partitionBy: e.partitionBy, orderBy: e.orderBy };
      const partitionBy = e.partitionBy.map((p) => this.column(p, null));
      const orderBy = e.orderBy.map((k) => ({ ...k, expr: this.column(k.expr, null) }));
      return { ...e, input: this.lift(e.input, inside), partitionBy, orderBy };
    }
    const children = childrenOf(e) as readonly Typed[];
    if (children.length === 0) return e;
    // The arguments of a range are aggregates beside it.
    const whole = isWhole(e) || (isReshape(e) && !isRange(e));
    return withChildren(
      e,
      children.map((c) => (whole && !isReshape(c) ? this.column(c, around) : this.lift(c, around))),
    ) as Typed;
  }

  /** The expression with every aggregate and window in it read from inner queries. */
  column(e: Typed, around: Around | null): Typed {
    if (!isWhole(e)) {
      const children = childrenOf(e) as readonly Typed[];
      return children.length === 0
        ? e
        : (withChildren(
            e,
            children.map((c) => this.column(c, around)),
          ) as Typed);
    }
    const inner = isRolling(e) ? withIndex(e as TypedCall, (x) => this.column(x, around)) : this.lift(e, around);
    const name = `${this.#prefix}${this.#layers.length}`;
    const over: TypedOver = {
      kind: "over",
      input: inner,
      partitionBy: around?.partitionBy ?? [],
      orderBy: around?.orderBy ?? [],
      type: e.type,
      nullable: e.nullable,
      shape: "rows",
      elementwise: false,
    };
    return this.#added(name, inner.kind === "over" ? inner : over);
  }

  /** A query with the inner columns added. */
  around(from: string, sql: (e: Typed) => string): string {
    return this.#layers.reduce(
      (inner, { name, e }) =>
        isRolling(e.input) ? rolledSql(inner, e, name) : `SELECT *, ${sql(e)} AS ${identifier(name)} FROM (${inner})`,
      from,
    );
  }
}

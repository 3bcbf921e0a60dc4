import type { DataType } from "../../../arrow/types.ts";
import type { Delete, Update } from "../../../sql/syntax/change.ts";
import type { Expr } from "../../../sql/syntax/expr.ts";
import type { Table } from "../../catalog/catalog.ts";
import type { Values } from "../statements.ts";
import { expr, joined, type Made, sql } from "./made.ts";
import { planOf, type Step } from "./step.ts";
import { typeOfParam } from "./used.ts";
import type { Typing } from "./whole-numbers.ts";

export const askedItems = (all: readonly Expr[]): Made =>
  joined(
    all.map((e, i) => sql`(${expr(e)}) AS "c${String(i)}"`),
    ", ",
  );

/** The types of a statement's values: of parameters by their values, of others as they were found out. */
export class Types implements Typing {
  readonly #values: Values;
  readonly #asked: Set<Expr> = new Set();
  readonly #found: Map<Expr, DataType | null> = new Map();

  constructor(values: Values) {
    this.#values = values;
  }

  typeOf(e: Expr): DataType | null | undefined {
    return e.kind === "param" ? typeOfParam(e, this.#values) : this.#found.get(e);
  }

  ask(e: Expr): void {
    this.#asked.add(e);
  }

  /** What is made once more where types were asked for, once they are known; `query` asks for values. */
  async known<T>(step: Step, query: (all: readonly Expr[]) => Made, make: () => T): Promise<T> {
    const first = make();
    if (this.#asked.size === 0) return first;
    const all = [...this.#asked];
    const found = await this.#typesOf(step, query(all));
    // What is wrong with one value says nothing of the others.
    for (const [i, e] of all.entries())
      this.#found.set(e, (found ?? (await this.#typesOf(step, query([e]))))?.[found ? i : 0] ?? null);
    return make();
  }

  async #typesOf(step: Step, made: Made): Promise<readonly DataType[] | undefined> {
    const { values, transaction, queries, running } = step;
    try {
      const { fields } = await queries.schema(planOf(step, made, values, transaction.snapshot()), running.signal);
      return fields.map((f) => f.type);
    } catch {
      // What is wrong with a value is told where it stands.
      return undefined;
    }
  }
}

/** The types of a statement's values where its table's columns are known by their names. */
export function typingOf(s: Update | Delete, table: Table, types: Typing): Typing {
  const { fields } = table.frame.schema;
  const others = s.kind === "update" ? s.from : s.using;
  const as = (s.alias ?? s.table.at(-1))?.name.toLowerCase();
  const ownType = (e: Expr): DataType | undefined => {
    if (e.kind !== "column" || e.path.length > 2) return undefined;
    const [of, name] = e.path.length === 2 ? e.path : [undefined, e.path[0]];
    if (of === undefined ? others.length > 0 : of.name.toLowerCase() !== as) return undefined;
    return fields.find((f) => f.name.toLowerCase() === name?.name.toLowerCase())?.type;
  };
  return { typeOf: (e) => ownType(e) ?? types.typeOf(e), ask: (e) => types.ask(e) };
}

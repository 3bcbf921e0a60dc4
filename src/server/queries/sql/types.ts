import type { DataType } from "../../../arrow/types.ts";
import type { Expr } from "../../../sql/syntax/expr.ts";
import type { Values } from "../statements.ts";
import { expr, joined, type Made, sql } from "./made.ts";
import { planOf, type Step } from "./step.ts";
import { typeOfParam } from "./used.ts";
import type { Typing } from "./whole-numbers.ts";

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

  /** A text that is made once more where types were asked for, once they are known. */
  async known<T extends Made>(step: Step, from: Made | null, make: () => T): Promise<T> {
    const first = make();
    if (this.#asked.size === 0) return first;
    const all = [...this.#asked];
    const items = all.map((e, i) => sql`(${expr(e)}) AS "c${String(i)}"`);
    const made = sql`SELECT ${joined(items, ", ")}${from === null ? "" : sql` FROM ${from}`}`;
    const { fields } = await this.#schema(step, made);
    for (const [i, e] of all.entries()) this.#found.set(e, fields[i]?.type ?? null);
    return make();
  }

  async #schema(step: Step, made: Made): Promise<{ readonly fields: readonly { readonly type: DataType }[] }> {
    const { values, transaction, queries, running } = step;
    try {
      return await queries.schema(planOf(step, made, values, transaction.snapshot()), running.signal);
    } catch {
      // What is wrong with a value is told where it stands.
      return { fields: [] };
    }
  }
}

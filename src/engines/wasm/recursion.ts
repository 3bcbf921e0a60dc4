import { type Batch, batch } from "../../arrow/batch.ts";
import { PolaroidError } from "../../core/error.ts";
import { col } from "../../expr/node.ts";
import { rewritePlan } from "../../plan/children.ts";
import { frame, frameOf, join, type Plan, unique } from "../../plan/node.ts";
import type { Recursive } from "../../plan/recursive-node.ts";
import { resolveNode } from "../../plan/resolve.ts";

const MOST_ROUNDS = 10_000;
const MOST_ROWS = 50_000_000;

const limit = (what: string): PolaroidError =>
  new PolaroidError(
    "LIMIT_EXCEEDED",
    `a recursive query gave ${what} and did not end; it must come to rows that give no new ones, or have a LIMIT`,
  );

/** The rounds of a recursive query: what there is, what is new, and the plan of the next round. */
export class Rounds {
  readonly #node: Recursive;
  #seen: Batch[] = [];
  #fresh: readonly Batch[] = [];
  #rounds = 0;
  #rows = 0;

  constructor(node: Recursive) {
    this.#node = node;
  }

  /** The plan of the rows of a round that are not there yet; null where all count. */
  different(made: readonly Batch[]): Plan | null {
    const { distinct, self } = this.#node;
    if (!distinct) return null;
    const rows = (batches: readonly Batch[]): Plan => frame(frameOf(self.schema, batches));
    const once = unique(rows(made.map((b) => batch(self.schema, b.columns, b.length))), null, "first", true);
    if (this.#seen.length === 0) return once;
    const keys = self.schema.fields.map((f) => col(f.name));
    return resolveNode(
      join(once, rows(this.#seen), keys, keys, {
        how: "anti",
        suffix: "_right",
        coalesce: null,
        nullsEqual: true,
        validate: "m:m",
        maintainOrder: "left",
      }),
    );
  }

  /** Takes the new rows of a round. */
  accept(made: readonly Batch[]): readonly Batch[] {
    this.#fresh = made.filter((b) => b.length > 0).map((b) => batch(this.#node.self.schema, b.columns, b.length));
    if (this.#node.distinct) this.#seen.push(...this.#fresh);
    this.#rows += this.#fresh.reduce((n, b) => n + b.length, 0);
    if (this.#rows > MOST_ROWS) throw limit(`more than ${MOST_ROWS} rows`);
    return this.#fresh;
  }

  /** The plan of the next round; null at the end. */
  next(): Plan | null {
    if (this.#fresh.length === 0) return null;
    if (++this.#rounds > MOST_ROUNDS) throw limit(`rows in more than ${MOST_ROUNDS} rounds`);
    const { step, self } = this.#node;
    const rows = frame(frameOf(self.schema, this.#fresh));
    return rewritePlan(step, (p) => (p.kind === "frame" && p.frame.id === self.id ? rows : p));
  }
}

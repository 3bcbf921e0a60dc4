import type { Typed } from "../../expr/typed.ts";
import type { Plan } from "../../plan/node.ts";
import type { ColumnEstimate } from "../estimate/column.ts";
import { estimate, keyDomain } from "../estimate/rows.ts";
import { selectivity } from "../estimate/selectivity.ts";
import type { JoinTree, Shape } from "./tree.ts";

/** Inputs up to which every order is tried; above, the smallest result next. */
const EXHAUSTIVE = 10;
/** What a row costs: put into the table, looked up in it, made. */
const [BUILD, PROBE, OUT] = [3, 1, 1];

/** A way to join some inputs. */
export interface Way {
  readonly shape: Shape;
  readonly cost: number;
  readonly rows: number;
}

const bare = (e: Typed): string | null => (e.kind === "col" ? e.name : e.kind === "cast" ? bare(e.input) : null);
const bits = function* (mask: number): Iterable<number> {
  for (let m = mask; m !== 0; m &= m - 1) yield 31 - Math.clz32(m & -m);
};

/** Counts rows of sets of inputs, each set once, whatever the order in which they are joined. */
class Sizes {
  readonly near: readonly number[];
  readonly #tree: JoinTree;
  readonly #rows = new Map<number, number>();
  readonly #classes: readonly {
    readonly leaves: number;
    readonly of: ReadonlyMap<number, ColumnEstimate | undefined>;
  }[];

  constructor(tree: JoinTree) {
    this.#tree = tree;
    this.#classes = tree.classes.map((members) => {
      const of = new Map<number, ColumnEstimate | undefined>();
      for (const { leaf, key } of members) {
        const name = bare(key);
        of.set(leaf, name === null ? undefined : estimate(tree.leaves[leaf] as Plan).column(name));
      }
      return { leaves: [...of.keys()].reduce((m, leaf) => m | (1 << leaf), 0), of };
    });
    this.near = tree.leaves.map((_, i) =>
      this.#classes.reduce((m, c) => ((c.leaves >> i) & 1 ? m | c.leaves : m) & ~(1 << i), 0),
    );
  }

  connected(mask: number): boolean {
    let seen = mask & -mask;
    for (let grown = seen; ; seen = grown) {
      for (const i of bits(seen)) grown |= (this.near[i] as number) & mask;
      if (grown === seen) return seen === mask;
    }
  }

  /** By how much a join of an input with others keeps fewer rows than all pairs. */
  #divisor(rest: number, last: number): number {
    let domain = 1;
    let count = 0;
    let holders = rest | (1 << last);
    for (const { leaves, of } of this.#classes) {
      if (!((leaves >> last) & 1) || (leaves & rest) === 0) continue;
      count++;
      holders &= leaves;
      let most = 1;
      for (const i of bits(leaves & rest)) {
        const [a, b] = [of.get(last), of.get(i)];
        const small = Math.min(this.of(1 << last), this.of(1 << i));
        most = Math.max(most, a === undefined && b === undefined ? small : keyDomain(a, b));
      }
      domain *= most;
    }
    // Keys of several columns have no more values together than the smallest table that holds them has rows.
    if (count > 1) for (const i of bits(holders)) domain = Math.min(domain, Math.max(1, this.#whole(i)));
    return Math.max(1, domain);
  }

  #whole(leaf: number): number {
    let rows = 0;
    for (const { of } of this.#classes) rows = Math.max(rows, of.get(leaf)?.of ?? 0);
    return rows === 0 ? this.of(1 << leaf) : rows;
  }

  of(mask: number): number {
    const known = this.#rows.get(mask);
    if (known !== undefined) return known;
    let rows: number;
    const { leaves, conditions } = this.#tree;
    if ((mask & (mask - 1)) === 0) rows = Math.max(1, estimate(leaves[31 - Math.clz32(mask)] as Plan).rows);
    else {
      let last = 31 - Math.clz32(mask);
      for (const i of bits(mask)) if (this.connected(mask & ~(1 << i))) last = i;
      const rest = mask & ~(1 << last);
      rows = (this.of(rest) * this.of(1 << last)) / this.#divisor(rest, last);
      for (const c of conditions) {
        if ((c.leaves & ~mask) !== 0 || !((c.leaves >> last) & 1)) continue;
        rows *= selectivity(c.test, (name) => {
          const at = c.places.get(name);
          return at === undefined ? undefined : estimate(leaves[at.leaf] as Plan).column(at.name);
        });
      }
    }
    rows = Math.max(1, rows);
    this.#rows.set(mask, rows);
    return rows;
  }

  touches(a: number, b: number): boolean {
    for (const i of bits(a)) if (((this.near[i] as number) & b) !== 0) return true;
    return false;
  }
}

function joinOf(a: Way, b: Way, rows: number): Way {
  const [probe, build] = a.rows >= b.rows ? [a, b] : [b, a];
  const cost = a.cost + b.cost + BUILD * build.rows + PROBE * probe.rows + OUT * rows;
  return { shape: { probe: probe.shape, build: build.shape }, cost, rows };
}

function exhaustive(sizes: Sizes, n: number): Way {
  const best: (Way | undefined)[] = [];
  for (let i = 0; i < n; i++) best[1 << i] = { shape: i, cost: 0, rows: sizes.of(1 << i) };
  const whole = sizes.connected((1 << n) - 1);
  for (let mask = 1; mask < 1 << n; mask++) {
    if ((mask & (mask - 1)) === 0) continue;
    const low = mask & -mask;
    // What nothing connects is crossed only where there is no other way.
    for (const crossing of [false, true]) {
      for (let sub = (mask - 1) & mask; sub > 0; sub = (sub - 1) & mask) {
        if ((sub & low) === 0) continue;
        const [a, b] = [best[sub], best[mask ^ sub]];
        if (a === undefined || b === undefined || (!crossing && !sizes.touches(sub, mask ^ sub))) continue;
        const way = joinOf(a, b, sizes.of(mask));
        const before = best[mask];
        if (before === undefined || way.cost < before.cost) best[mask] = way;
      }
      if (best[mask] !== undefined || whole) break;
    }
  }
  return best[(1 << n) - 1] as Way;
}

function greedy(sizes: Sizes, n: number): Way {
  let parts = Array.from({ length: n }, (_, i) => ({
    mask: 1 << i,
    way: { shape: i, cost: 0, rows: sizes.of(1 << i) } as Way,
  }));
  while (parts.length > 1) {
    let found: { readonly i: number; readonly k: number; readonly rows: number; readonly near: boolean } | null = null;
    for (let i = 0; i < parts.length; i++)
      for (let k = i + 1; k < parts.length; k++) {
        const [a, b] = [(parts[i] as { mask: number }).mask, (parts[k] as { mask: number }).mask];
        const near = sizes.touches(a, b);
        if (found?.near === true && !near) continue;
        const rows = near ? sizes.of(a | b) : sizes.of(a) * sizes.of(b);
        if (found === null || (near && !found.near) || rows < found.rows) found = { i, k, rows, near };
      }
    const { i, k } = found as { i: number; k: number };
    const [a, b] = [parts[i] as (typeof parts)[number], parts[k] as (typeof parts)[number]];
    const mask = a.mask | b.mask;
    parts = [...parts.filter((p) => p !== a && p !== b), { mask, way: joinOf(a.way, b.way, sizes.of(mask)) }];
  }
  return (parts[0] as (typeof parts)[number]).way;
}

/** What the joins cost as they are nested. */
function costOf(sizes: Sizes, shape: Shape): { readonly mask: number; readonly cost: number } {
  if (typeof shape === "number") return { mask: 1 << shape, cost: 0 };
  const [p, b] = [costOf(sizes, shape.probe), costOf(sizes, shape.build)];
  const mask = p.mask | b.mask;
  const own = BUILD * sizes.of(b.mask) + PROBE * sizes.of(p.mask) + OUT * sizes.of(mask);
  return { mask, cost: p.cost + b.cost + own };
}

/** The order of joins that costs least by estimates, bushy trees too, and what the given order costs. */
export function bestOrder(tree: JoinTree): { readonly best: Way; readonly asked: number } {
  const sizes = new Sizes(tree);
  const n = tree.leaves.length;
  const best = n <= EXHAUSTIVE ? exhaustive(sizes, n) : greedy(sizes, n);
  return { best, asked: costOf(sizes, tree.shape).cost };
}

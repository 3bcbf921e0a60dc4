import { expect, it } from "vitest";
import * as t from "../../../src/arrow/types.ts";
import { call, col, type Expr, lit } from "../../../src/expr/node.ts";
import { fc } from "../../support/property.ts";
import { make, values } from "./rows/evaluate.ts";

type Tree = string | number | { readonly fn: string; readonly args: readonly [Tree, Tree] };
const DO: Readonly<Record<string, (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  floorDiv: (x, y) => Math.floor(x / y),
};
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom<Tree[]>("x", "y", "z", 0.5, -3.25),
    fc.record({ fn: fc.constantFrom(...Object.keys(DO)), args: fc.tuple(tie("tree"), tie("tree")) }),
  ),
}));
const expr = (e: Tree): Expr =>
  typeof e === "string" ? col(e) : typeof e === "number" ? lit(e, t.Float64) : call(e.fn, e.args.map(expr));

// 20000 rows are three blocks; the short frame takes the plain way.
it.each([20_000, 40])("chains of %i rows are what each step gives alone", (n) => {
  const at = (k: number): (number | null)[] =>
    Array.from({ length: n }, (_, i) => (k > 0 && i % (k + 5) === 0 ? null : ((i * 7919 * (k + 1)) % 1009) / 8 - 40));
  const data: Record<string, readonly (number | null)[]> = { x: at(0), y: at(1), z: at(2) };
  const columns = Object.fromEntries(Object.entries(data).map(([name, list]) => [name, make(t.Float64, list)]));
  const value = (e: Tree, i: number): number | null => {
    if (typeof e === "string") return data[e]?.[i] ?? null;
    if (typeof e === "number") return e;
    const [a, b] = [value(e.args[0], i), value(e.args[1], i)];
    return a === null || b === null ? null : (DO[e.fn] as (x: number, y: number) => number)(a, b);
  };
  fc.assert(
    fc.property(tree, (e) => {
      const root: Tree = { fn: "add", args: [{ fn: "mul", args: [e, "x"] }, e] };
      const found = values(expr(root), columns);
      expect(found.length).toBe(n);
      for (let i = 0; i < n; i += n > 100 ? 37 : 1)
        if (!Object.is(found[i], value(root, i))) expect([i, found[i]]).toEqual([i, value(root, i)]);
    }),
    {
      numRuns: 40,
      // One value for all rows, made of two, beside a column.
      examples: [[{ fn: "add", args: ["x", { fn: "floorDiv", args: ["x", { fn: "add", args: [0.5, -3.25] }] }] }]],
    },
  );
});

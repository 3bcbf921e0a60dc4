import { rewrite } from "../../src/expr/children.ts";
import { type Call, col, ELEMENT, type Expr } from "../../src/expr/node.ts";

type Write = (e: Expr) => string;
type Special = (c: Call, write: Write, options: readonly string[]) => string;

const same = (a: Expr, b: Expr): boolean => JSON.stringify(a) === JSON.stringify(b);
const pair =
  (name: string): Special =>
  (c, write, options) =>
    `pl.${name}(${[...c.args.map(write), ...options].join(", ")})`;

/** Moving windows that Polars spells otherwise. */
export const MOVING: Readonly<Record<string, Special>> = {
  rollingCov: pair("rolling_cov"),
  rollingCorr: pair("rolling_corr"),
  cumulativeEval: (c, write, options) => {
    const [body, input] = c.args as readonly [Expr, Expr];
    const inside = rewrite(body, (e) => (same(e, input) ? col(ELEMENT) : e));
    const text = write(inside).replaceAll('pl.col("")', "pl.element()");
    return `${write(input)}.cumulative_eval(${[text, ...options].join(", ")})`;
  },
};

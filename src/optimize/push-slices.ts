import { outputs } from "../expr/typed.ts";
import { rewritePlan, withInputs } from "../plan/children.ts";
import { concat, isHorizontal, type Plan, type Slice, slice, sort } from "../plan/node.ts";
import type { Rule } from "./rule.ts";

const least = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));

function push(p: Slice): Plan {
  const { input, offset, length } = p;
  if (offset < 0) return p;
  const end = length === null ? null : offset + length;
  switch (input.kind) {
    case "slice": {
      if (input.offset < 0) return p;
      const room = input.length === null ? null : Math.max(0, input.length - offset);
      return push(slice(input.input, input.offset + offset, least(room, length)));
    }
    case "select":
    case "withColumns": {
      const exprs = outputs(input.exprs);
      const streams =
        exprs.every((o) => o.input.elementwise) &&
        (input.kind === "withColumns" || exprs.some((o) => o.input.shape === "rows"));
      return streams ? withInputs(input, [push(slice(input.input, offset, length))]) : p;
    }
    case "sort":
      if (end === null || (input.limit !== null && input.limit <= end)) return p;
      return slice(sort(input.input, input.by, end), offset, length);
    case "concat": {
      if (isHorizontal(input) || end === null) return p;
      const limited = input.inputs.map((c) => (isLimited(c, end) ? c : push(slice(c, 0, end))));
      return limited.every((c, i) => c === input.inputs[i]) ? p : slice(concat(limited, input.how), offset, length);
    }
    case "joinAsof":
      // One row a left row, in the left's order.
      return withInputs(input, [push(slice(input.left, offset, length)), input.right]);
    case "mergeSorted": {
      if (end === null || (isLimited(input.left, end) && isLimited(input.right, end))) return p;
      const [l, r] = [input.left, input.right].map((c) => (isLimited(c, end) ? c : push(slice(c, 0, end))));
      return slice(withInputs(input, [l as Plan, r as Plan]), offset, length);
    }
    case "scan": {
      if (end === null || input.predicate !== null || (input.limit !== null && input.limit <= end)) return p;
      const scan = Object.freeze({ ...input, limit: end });
      return offset === 0 ? scan : slice(scan, offset, length);
    }
    default:
      return p;
  }
}

const isLimited = (p: Plan, rows: number): boolean =>
  (p.kind === "slice" && p.offset === 0 && p.length !== null && p.length <= rows) ||
  (p.kind === "scan" && p.limit !== null && p.limit <= rows);

/** Takes rows as early as can be: below projections, into sorts (top-k), unions and scans, which then stop reading. */
export const pushSlices: Rule = {
  name: "pushSlices",
  apply: (plan) => rewritePlan(plan, (p) => (p.kind === "slice" ? push(p) : p)),
};

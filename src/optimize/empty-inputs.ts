import { outputs } from "../expr/typed.ts";
import { inputsOf, rewritePlan, walkPlan } from "../plan/children.ts";
import { concat, frame, frameOf, type Plan } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import type { Rule } from "./rule.ts";

type Test = (p: Plan) => boolean;

/** Frames that stand for the rows of a recursion's last round are empty only until it runs. */
function emptyIn(plan: Plan): Test {
  const later = new Set<number>();
  walkPlan(plan, (p) => {
    if (p.kind === "recursive") later.add(p.self.id);
  });
  return (p) =>
    (p.kind === "frame" && p.frame.rows === 0 && !later.has(p.frame.id)) || (p.kind === "slice" && p.length === 0);
}

/** Whether a node has no rows because its inputs have none. */
function hasNone(p: Plan, isEmpty: Test): boolean {
  const [first, second] = inputsOf(p);
  switch (p.kind) {
    case "slice":
      return p.length === 0 || isEmpty(p.input);
    case "filter":
    case "sort":
    case "unique":
    case "explode":
    case "withRowIndex":
      return isEmpty(first as Plan);
    case "select":
      return (
        isEmpty(p.input) &&
        outputs(p.exprs).some((o) => o.input.shape === "rows") &&
        outputs(p.exprs).every((o) => o.input.elementwise)
      );
    case "withColumns":
      return (
        isEmpty(p.input) && schemaOf(p.input).fields.length > 0 && outputs(p.exprs).every((o) => o.input.elementwise)
      );
    case "groupBy":
      return isEmpty(p.input) && p.keys.length > 0;
    case "join": {
      const [l, r] = [isEmpty(first as Plan), isEmpty(second as Plan)];
      const { how } = p.options;
      if (how === "inner" || how === "cross" || how === "semi") return l || r;
      return how === "left" || how === "anti" ? l : how === "right" ? r : l && r;
    }
    default:
      return false;
  }
}

function change(p: Plan, isEmpty: Test): Plan {
  if (p.kind === "frame") return p;
  if (hasNone(p, isEmpty)) return frame(frameOf(schemaOf(p), []));
  if (p.kind === "join" && p.options.how === "anti" && isEmpty(p.right)) return p.left;
  if (p.kind !== "concat" || (p.how !== "vertical" && p.how !== "verticalRelaxed")) return p;
  const some = p.inputs.filter((c) => !isEmpty(c));
  if (some.length === p.inputs.length || some.length === 0) return p;
  const [only] = some;
  return some.length === 1 ? (only as Plan) : concat(some, p.how);
}

/** What reads nothing but empty inputs is empty and reads nothing: filters that never hold, joins with them, empty parts of unions. */
export const emptyInputs: Rule = {
  name: "emptyInputs",
  apply(plan) {
    const isEmpty = emptyIn(plan);
    return rewritePlan(plan, (p) => change(p, isEmpty));
  },
};

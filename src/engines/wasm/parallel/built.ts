import { estimate } from "../../../optimize/estimate/rows.ts";
import { inputsOf, withInputs } from "../../../plan/children.ts";
import type { Join, Plan } from "../../../plan/node.ts";
import { BUILD, isProbed } from "./chain.ts";
import { worth } from "./worth.ts";

/** The rows of the leaf that a node takes its rows from, one by one. */
function leafRows(p: Plan): number {
  switch (p.kind) {
    case "frame":
      return p.frame.rows;
    case "scan":
      return p.limit === null ? (p.table?.rows ?? 0) : 0;
    case "select":
    case "withColumns":
    case "filter":
      return leafRows(p.input);
    case "join":
      return isProbed(p) ? leafRows(p.left) : 0;
    default:
      return 0;
  }
}

function isBuilt(p: Join): boolean {
  if (!isProbed(p)) return false;
  const rows = leafRows(p.left);
  return rows >= worth.now.rows.rows && estimate(p.right).rows <= rows * BUILD;
}

/** The plan with the small sides of its joins made, so that threads can share what runs along the large ones. */
export async function built(plan: Plan, make: (p: Plan) => Promise<Plan>): Promise<Plan> {
  const done = new Map<Plan, Plan>();
  const visit = async (p: Plan): Promise<Plan> => {
    const known = done.get(p);
    if (known !== undefined) return known;
    const inputs: Plan[] = [];
    for (const input of inputsOf(p)) {
      const made = await visit(input);
      const small = p.kind === "join" && input === p.right && input.kind !== "frame" && isBuilt(p);
      inputs.push(small ? await make(made) : made);
    }
    const out = withInputs(p, inputs);
    done.set(p, out);
    return out;
  };
  return visit(plan);
}

import { inputsOf } from "../../plan/children.ts";
import type { Plan } from "../../plan/node.ts";
import { nodeText } from "../../plan/print.ts";

/** A plan as a graph of Graphviz' language, the result on top; what is read twice stands once. */
export function dotText(plan: Plan): string {
  const ids = new Map<Plan, string>();
  const lines: string[] = [];
  const left = [plan];
  const id = (p: Plan): string => {
    let name = ids.get(p);
    if (name === undefined) {
      name = `n${ids.size}`;
      ids.set(p, name);
      lines.push(`  ${name} [label=${JSON.stringify(nodeText(p))}, ordering="out"]`);
      left.push(p);
    }
    return name;
  };
  id(plan);
  left.shift();
  for (let p = left.shift(); p !== undefined; p = left.shift())
    for (const c of inputsOf(p)) lines.push(`  ${ids.get(p)} -> ${id(c)}`);
  return `digraph {\n${lines.join("\n")}\n}`;
}

import { expect, test } from "vitest";
import "../../src/node.ts";
import { toPolaroidError } from "../../src/core/error.ts";
import { OPERATORS } from "../../src/engines/wasm/operators/index.ts";
import { REGISTRY } from "../../src/expr/all.ts";
import { exprsOf, walkPlan } from "../../src/plan/children.ts";
import { allCases } from "../../src/testing/index.ts";
import { callsIn } from "../../src/testing/rules.ts";

const SUGAR = ["frame", "drop", "renameColumns", "castColumns", "dropNulls", "unnest"];
const seen = (): { nodes: Set<string>; functions: Set<string> } => {
  const nodes = new Set<string>();
  const functions = new Set<string>();
  for (const c of allCases()) {
    try {
      walkPlan(c.plan().plan, (p) => {
        nodes.add(p.kind);
        for (const e of exprsOf(p)) callsIn(e, functions);
        if (p.kind === "pivot" && p.aggregate !== null) functions.add(p.aggregate);
      });
    } catch (cause) {
      // A query that is wrong as it is written has no plan.
      expect(c.fails).toBe(toPolaroidError(cause).code);
    }
  }
  return { nodes, functions };
};

test("every function has a case", () => {
  const { functions } = seen();
  expect(Object.keys(REGISTRY).filter((fn) => !functions.has(fn))).toEqual([]);
});

test("every plan node has a case", () => {
  const { nodes } = seen();
  expect([...Object.keys(OPERATORS), ...SUGAR].filter((kind) => !nodes.has(kind))).toEqual([]);
});

test("every case has an answer or an error", () => {
  expect(
    allCases()
      .filter((c) => c.fails === undefined && Object.keys(c.gives).length === 0)
      .map((c) => c.name),
  ).toEqual([]);
});

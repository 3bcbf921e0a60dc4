import type { Statement } from "../../../src/sql/syntax/statement.ts";

/** A tree without what printing changes: places, and whether a name was quoted. */
export const bare = (tree: Statement | unknown): unknown => {
  if (Array.isArray(tree)) return tree.map(bare);
  if (tree === null || typeof tree !== "object") return tree;
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      key === "start" || key === "end" || key === "quoted" ? [] : [[key, bare(value)]],
    ),
  );
};

import { typeName } from "../arrow/type-info.ts";
import { MAX_PICKS, type Pick, type SetOperation } from "./pick.ts";

const SIGNS: Readonly<Record<SetOperation, string>> = {
  union: "|",
  intersection: "&",
  difference: "-",
  symmetricDifference: "^",
};

/** A pick as text; `word` writes a name. */
export function pickText(p: Pick, word: (name: string) => string, depth = 0): string {
  if (depth > MAX_PICKS) return "...";
  const quoted = (all: readonly (string | null)[] | null): string =>
    all === null ? "" : all.map((t) => JSON.stringify(t)).join(", ");
  switch (p.by) {
    case "all":
      return p.except.length === 0 ? "all()" : `all except (${p.except.map(word).join(", ")})`;
    case "names":
      return `cols(${p.names.map(word).join(", ")})`;
    case "index":
      return `cols(${p.at.map((i) => `#${i}`).join(", ")})`;
    case "regex":
      return `cols(/${p.pattern}/)`;
    case "text":
      return `cols(${p.how} ${quoted(p.texts)})`;
    case "types":
      return `cols(${p.types.map(typeName).join(", ")})`;
    case "datetime":
      return `datetime(${[quoted(p.units), quoted(p.zones)].filter((t) => t !== "").join("; ")})`;
    case "duration":
      return `duration(${quoted(p.units)})`;
    case "items":
      return `${p.of === "List" ? "list" : "array"}(${[p.inner === null ? "" : pickText(p.inner, word, depth + 1), p.size ?? ""].filter((t) => t !== "").join(", ")})`;
    case "set":
      return `(${p.picks.map((q) => pickText(q, word, depth + 1)).join(` ${SIGNS[p.how]} `)})`;
    case "not":
      return `not ${pickText(p.pick, word, depth + 1)}`;
    default:
      return `${p.name}()`;
  }
}

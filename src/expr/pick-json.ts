import { typeFromJson, typeToJson } from "../arrow/json.ts";
import type { TimeUnit } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { isClassName, MAX_PICKS, type Pick, type SetOperation } from "./pick.ts";

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;

/** A pick as plain JSON. */
export function pickToJson(p: Pick): Fields {
  switch (p.by) {
    case "types":
      return { ...p, types: p.types.map(typeToJson) };
    case "items":
      return { ...p, inner: p.inner === null ? null : pickToJson(p.inner) };
    case "set":
      return { ...p, picks: p.picks.map(pickToJson) };
    case "not":
      return { ...p, pick: pickToJson(p.pick) };
    default:
      return { ...p };
  }
}

const SETS: readonly SetOperation[] = ["union", "intersection", "difference", "symmetricDifference"];
const bad = (v: Json): never => {
  throw new PolaroidError("CORRUPT", `${JSON.stringify(v)?.slice(0, 80)} is no pick of columns`);
};
const list = (v: Json): readonly Json[] => (Array.isArray(v) ? v : bad(v));
const text = (v: Json): string => (typeof v === "string" ? v : bad(v));
const whole = (v: Json): number => (Number.isSafeInteger(v) ? (v as number) : bad(v));
const oneOf = <T extends string>(v: Json, all: readonly T[]): T => all.find((x) => x === v) ?? bad(v);
const unit = (v: Json): TimeUnit => oneOf(v, ["ms", "us", "ns"]);
const freeze = <T>(all: readonly T[]): readonly T[] => Object.freeze(all);
const maybe = (f: Fields): { readonly optional?: true } => (f["optional"] === true ? { optional: true } : {});

/** The pick that `pickToJson` wrote; anything else is `CORRUPT`. */
export function pickFromJson(json: Json, depth = 0): Pick {
  if (typeof json !== "object" || json === null || Array.isArray(json) || depth > MAX_PICKS) return bad(json);
  const f = json as Fields;
  const inner = (v: Json): Pick => pickFromJson(v, depth + 1);
  const read = (): Pick => {
    switch (f["by"]) {
      case "all":
        return { by: "all", except: freeze(list(f["except"]).map(text)) };
      case "names":
        return { by: "names", names: freeze(list(f["names"]).map(text)), ...maybe(f) };
      case "index":
        return { by: "index", at: freeze(list(f["at"]).map(whole)), ...maybe(f) };
      case "regex":
        return { by: "regex", pattern: text(f["pattern"]) };
      case "text":
        return {
          by: "text",
          how: oneOf(f["how"], ["startsWith", "endsWith", "contains"]),
          texts: freeze(list(f["texts"]).map(text)),
        };
      case "types":
        return {
          by: "types",
          types: freeze(list(f["types"]).map(typeFromJson)),
          ...(f["exact"] === true && { exact: true }),
        };
      case "class":
        return { by: "class", name: isClassName(f["name"]) ? f["name"] : bad(json) };
      case "datetime":
        return {
          by: "datetime",
          units: f["units"] === null ? null : freeze(list(f["units"]).map(unit)),
          zones: f["zones"] === null ? null : freeze(list(f["zones"]).map((z) => (z === null ? null : text(z)))),
        };
      case "duration":
        return { by: "duration", units: f["units"] === null ? null : freeze(list(f["units"]).map(unit)) };
      case "items":
        return {
          by: "items",
          of: oneOf(f["of"], ["List", "FixedSizeList"]),
          inner: f["inner"] === null ? null : inner(f["inner"]),
          size: f["size"] === null ? null : whole(f["size"]),
        };
      case "set":
        return { by: "set", how: oneOf(f["how"], SETS), picks: freeze(list(f["picks"]).map(inner)) };
      case "not":
        return { by: "not", pick: inner(f["pick"]) };
      default:
        return bad(json);
    }
  };
  return Object.freeze(read());
}

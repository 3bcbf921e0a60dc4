import { type Field, field, fieldOf, type Schema, schema } from "../arrow/schema.ts";
import {
  isFloat,
  isInteger,
  isNested,
  isNumeric,
  isSigned,
  isTemporal,
  isUnsigned,
  sameType,
} from "../arrow/type-info.ts";
import type { DataType, TimeUnit } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";

/** Kinds of types that picks know by name. */
export type ClassName =
  | "numeric"
  | "integer"
  | "signedInteger"
  | "unsignedInteger"
  | "float"
  | "decimal"
  | "temporal"
  | "date"
  | "time"
  | "string"
  | "text"
  | "categorical"
  | "enum"
  | "boolean"
  | "binary"
  | "struct"
  | "nested"
  | "none";
/** How two or more picks become one. */
export type SetOperation = "union" | "intersection" | "difference" | "symmetricDifference";
/** Which columns of a schema are meant. */
export type Pick =
  | { readonly by: "all"; readonly except: readonly string[] }
  /** `optional`: a name that is not there picks nothing. */
  | { readonly by: "names"; readonly names: readonly string[]; readonly optional?: boolean }
  | { readonly by: "index"; readonly at: readonly number[]; readonly optional?: boolean }
  | { readonly by: "regex"; readonly pattern: string }
  | { readonly by: "text"; readonly how: "startsWith" | "endsWith" | "contains"; readonly texts: readonly string[] }
  /** `exact`: with the same unit and zone. */
  | { readonly by: "types"; readonly types: readonly DataType[]; readonly exact?: boolean }
  | { readonly by: "class"; readonly name: ClassName }
  /** null: whatever they are; "*" is any zone. */
  | {
      readonly by: "datetime";
      readonly units: readonly TimeUnit[] | null;
      readonly zones: readonly (string | null)[] | null;
    }
  | { readonly by: "duration"; readonly units: readonly TimeUnit[] | null }
  | {
      readonly by: "items";
      readonly of: "List" | "FixedSizeList";
      readonly inner: Pick | null;
      readonly size: number | null;
    }
  | { readonly by: "set"; readonly how: SetOperation; readonly picks: readonly Pick[] }
  | { readonly by: "not"; readonly pick: Pick };

const ofType =
  (...ids: readonly string[]) =>
  (t: DataType): boolean =>
    ids.includes(t.id);
const CLASSES: Readonly<Record<ClassName, (t: DataType) => boolean>> = {
  numeric: isNumeric,
  integer: isInteger,
  signedInteger: isSigned,
  unsignedInteger: isUnsigned,
  float: isFloat,
  decimal: ofType("Decimal"),
  temporal: isTemporal,
  date: ofType("Date32"),
  time: ofType("Time"),
  string: ofType("Utf8"),
  text: ofType("Utf8", "Categorical"),
  categorical: ofType("Categorical"),
  enum: ofType("Enum"),
  boolean: ofType("Bool"),
  binary: ofType("Binary"),
  struct: ofType("Struct"),
  nested: isNested,
  none: (): boolean => false,
};
export const isClassName = (v: unknown): v is ClassName => typeof v === "string" && Object.hasOwn(CLASSES, v);

/** Picks of picks go no deeper, so that no input overflows the stack. */
export const MAX_PICKS = 200;

/** Whether a pick tells columns by their own names or places. */
export function isExplicit(p: Pick): boolean {
  if (p.by === "set") return p.picks.some(isExplicit);
  return p.by === "not" ? isExplicit(p.pick) : p.by === "names" || p.by === "index";
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch (cause) {
    throw new PolaroidError("INVALID_REGEX", `"${text}" is no pattern for column names`, { cause });
  }
}

function placed(p: Extract<Pick, { by: "index" }>, { fields }: Schema): string[] {
  return p.at.flatMap((i) => {
    const name = fields.at(i)?.name;
    if (name !== undefined) return [name];
    if (p.optional === true) return [];
    throw new PolaroidError("COLUMN_NOT_FOUND", `there is no column ${i} among ${fields.length}`);
  });
}

const IN: Readonly<Record<SetOperation, (n: readonly boolean[]) => boolean>> = {
  union: (n) => n.some(Boolean),
  intersection: (n) => n.every(Boolean),
  difference: ([first, ...rest]) => first === true && !rest.some(Boolean),
  symmetricDifference: (n) => n.filter(Boolean).length % 2 === 1,
};

/** The columns that a pick names: in the order of its names or places where it has them, else in the schema's. */
export function picked(p: Pick, s: Schema, depth = 0): string[] {
  if (depth > MAX_PICKS)
    throw new PolaroidError("LIMIT_EXCEEDED", `a selector is nested more than ${MAX_PICKS} levels deep`);
  const where = (test: (t: DataType, name: string) => boolean): string[] =>
    s.fields.filter((f: Field) => test(f.type, f.name)).map((f) => f.name);
  switch (p.by) {
    case "all": {
      for (const name of p.except) fieldOf(s, name);
      return where((_, name) => !p.except.includes(name));
    }
    case "names":
      return (p.optional === true ? p.names.filter((name) => s.index.has(name)) : p.names).map(
        (name) => fieldOf(s, name).name,
      );
    case "index":
      return placed(p, s);
    case "regex": {
      const pattern = patternOf(p.pattern);
      return where((_, name) => pattern.test(name));
    }
    case "text":
      return where((_, name) =>
        p.texts.some((text) => (p.how === "contains" ? name.includes(text) : name[p.how](text))),
      );
    case "types":
      return where((t) =>
        p.types.some(
          (o) => sameType(o, t) || (p.exact !== true && o.id === t.id && (o.id === "Datetime" || o.id === "Duration")),
        ),
      );
    case "class":
      return where(CLASSES[p.name] ?? CLASSES.none);
    case "datetime":
      return where(
        (t) =>
          t.id === "Datetime" &&
          (p.units?.includes(t.unit) ?? true) &&
          (p.zones === null || p.zones.includes(t.zone) || (t.zone !== null && p.zones.includes("*"))),
      );
    case "duration":
      return where((t) => t.id === "Duration" && (p.units?.includes(t.unit) ?? true));
    case "items":
      return where((t) => {
        if (t.id !== p.of || (t.id === "FixedSizeList" && p.size !== null && t.size !== p.size)) return false;
        return (
          p.inner === null ||
          picked(p.inner, schema([field("", (t as Extract<DataType, { id: "List" }>).inner)]), depth + 1).length > 0
        );
      });
    case "set": {
      const sets = p.picks.map((q) => new Set(picked(q, s, depth + 1)));
      return where((_, name) => IN[p.how](sets.map((names) => names.has(name))));
    }
    case "not": {
      const out = new Set(picked(p.pick, s, depth + 1));
      return where((_, name) => !out.has(name));
    }
  }
}

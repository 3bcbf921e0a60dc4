import { PolaroidError } from "../core/error.ts";
import { SIMPLE } from "./type-info.ts";
import {
  type DataType,
  Datetime,
  Decimal,
  Duration,
  Enum,
  FixedSizeList,
  List,
  structOf,
  type TimeUnit,
} from "./types.ts";

type Json = string | { readonly [key: string]: unknown };

/** A type as JSON: a name, or an object with its parameters. */
export function typeToJson(type: DataType): Json {
  switch (type.id) {
    case "Datetime":
      return { id: type.id, unit: type.unit, zone: type.zone };
    case "Duration":
      return { id: type.id, unit: type.unit };
    case "Decimal":
      return { id: type.id, precision: type.precision, scale: type.scale };
    case "Enum":
      return { id: type.id, categories: type.categories };
    case "List":
      return { id: type.id, inner: typeToJson(type.inner) };
    case "FixedSizeList":
      return { id: type.id, inner: typeToJson(type.inner), size: type.size };
    case "Struct":
      return { id: type.id, fields: type.fields.map((f) => [f.name, typeToJson(f.type)]) };
    default:
      return type.id;
  }
}

const bad = (json: unknown): never => {
  throw new PolaroidError("CORRUPT", `${JSON.stringify(json)?.slice(0, 80)} is no type`);
};
const unit = (u: unknown): TimeUnit => (u === "ms" || u === "us" || u === "ns" ? u : bad(u));

/** The type that `typeToJson` wrote; anything else is `CORRUPT`. */
export function typeFromJson(json: unknown): DataType {
  if (typeof json === "string") return SIMPLE.get(json) ?? bad(json);
  if (typeof json !== "object" || json === null) return bad(json);
  const j = json as Readonly<Record<string, unknown>>;
  switch (j.id) {
    case "Datetime":
      return Datetime(unit(j.unit), j.zone === null || typeof j.zone === "string" ? j.zone : bad(j.zone));
    case "Duration":
      return Duration(unit(j.unit));
    case "Decimal":
      return Decimal(j.precision as number, j.scale as number);
    case "Enum":
      return Array.isArray(j.categories) && j.categories.every((c) => typeof c === "string")
        ? Enum(j.categories)
        : bad(j);
    case "List":
      return List(typeFromJson(j.inner));
    case "FixedSizeList":
      return Number.isSafeInteger(j.size) ? FixedSizeList(typeFromJson(j.inner), j.size as number) : bad(j);
    case "Struct":
      return Array.isArray(j.fields)
        ? structOf(
            j.fields.map((f: unknown) =>
              Array.isArray(f) && typeof f[0] === "string" ? { name: f[0], type: typeFromJson(f[1]) } : bad(f),
            ),
          )
        : bad(j);
    default:
      return bad(j);
  }
}

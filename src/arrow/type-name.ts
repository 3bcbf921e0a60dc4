import type { DataType } from "./types.ts";

/** A type as one writes it: `Datetime("us", "UTC")`, `List(Int64)`. */
export function typeName(type: DataType): string {
  switch (type.id) {
    case "Datetime":
      return type.zone === null ? `Datetime("${type.unit}")` : `Datetime("${type.unit}", "${type.zone}")`;
    case "Duration":
      return `Duration("${type.unit}")`;
    case "Decimal":
      return `Decimal(${type.precision}, ${type.scale})`;
    case "Enum":
      return `Enum(${JSON.stringify(type.categories.slice(0, 8))}${type.categories.length > 8 ? "..." : ""})`;
    case "List":
      return `List(${typeName(type.inner)})`;
    case "FixedSizeList":
      return `FixedSizeList(${typeName(type.inner)}, ${type.size})`;
    case "Struct":
      return `Struct({ ${type.fields.map((f) => `${f.name}: ${typeName(f.type)}`).join(", ")} })`;
    default:
      return type.id;
  }
}

import type { Column } from "../column.ts";
import type { Field, Schema } from "../schema.ts";
import type { DataType } from "../types.ts";

/** How one field is written: as its type says, text with or without a dictionary. */
export interface FieldPlan {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** The dictionary's number; -1 where there is none. */
  readonly dictionary: number;
  readonly children: readonly FieldPlan[];
  readonly metadata?: Field["metadata"];
}

/** Plans the fields; text of a sample column that has a dictionary keeps it. */
export function planFields(schema: Schema, sample: readonly Column[] | null): FieldPlan[] {
  let next = 0;
  const plan = (name: string, type: DataType, nullable: boolean, column: Column | null): FieldPlan => {
    const children: FieldPlan[] = [];
    if (type.id === "List" || type.id === "FixedSizeList") {
      const child = column?.layout === "list" || column?.layout === "fixedList" ? column.child : null;
      children.push(plan("item", type.inner, true, child));
    } else if (type.id === "Struct") {
      const inner = column?.layout === "struct" ? column.children : null;
      for (const [i, f] of type.fields.entries()) children.push(plan(f.name, f.type, true, inner?.[i] ?? null));
    }
    const coded = type.id === "Categorical" || type.id === "Enum" || (type.id === "Utf8" && column?.layout === "dict");
    return { name, type, nullable, dictionary: coded ? next++ : -1, children };
  };
  return schema.fields.map((f, i) => {
    const found = plan(f.name, f.type, f.nullable, sample?.[i] ?? null);
    return f.metadata === undefined ? found : { ...found, metadata: f.metadata };
  });
}

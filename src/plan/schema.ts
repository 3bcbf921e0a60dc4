import { type Field, field, fieldOf, names, type Schema, schema, schemaText } from "../arrow/schema.ts";
import { isNumeric, isTemporal, sameType, typeName } from "../arrow/type-info.ts";
import { type DataType, UInt32, Utf8 } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { type Notes, notes } from "../core/notes.ts";
import { functionOf } from "../expr/registry.ts";
import { supertype } from "../expr/supertype.ts";
import { type Output, outputs } from "../expr/typed.ts";
import { joinColumns } from "./join-columns.ts";
import { later } from "./later.ts";
import { type Concat, type CorePlan, isHorizontal, type Plan } from "./node.ts";

type Table = { readonly [K in CorePlan["kind"]]: (p: Extract<CorePlan, { kind: K }>) => Schema };

const fieldFor = (o: Output): Field => field(o.name, o.input.type, o.input.nullable);
const subset = (s: Schema, columns: readonly string[] | null): Schema =>
  columns === null ? s : schema(columns.map((c) => fieldOf(s, c)));

function concatSchema(p: Concat): Schema {
  const parts = p.inputs.map(schemaOf);
  if (isHorizontal(p)) {
    const padded = p.how === "horizontalExtend";
    return schema(parts.flatMap((s) => s.fields.map((f) => field(f.name, f.type, f.nullable || padded))));
  }
  const first = parts[0] as Schema;
  const diagonal = p.how.startsWith("diagonal");
  const relaxed = p.how.endsWith("Relaxed");
  const order = diagonal ? [...new Set(parts.flatMap(names))] : names(first);
  if (!diagonal)
    for (const [i, s] of parts.entries())
      if (s.fields.length !== order.length || names(s).some((n, k) => n !== order[k]))
        throw new PolaroidError(
          "SCHEMA_MISMATCH",
          `input ${i} has columns (${schemaText(s)}) where (${schemaText(first)}) are expected; use how: "diagonal" or rename`,
        );
  return schema(
    order.map((name) => {
      let type: DataType | null = null;
      let nullable = false;
      for (const [i, s] of parts.entries()) {
        const at = s.index.get(name);
        if (at === undefined) {
          nullable = true;
          continue;
        }
        const f = s.fields[at] as Field;
        nullable ||= f.nullable;
        const next: DataType | null =
          type === null ? f.type : relaxed ? supertype(type, f.type) : sameType(type, f.type) ? type : null;
        if (next === null)
          throw new PolaroidError(
            "SCHEMA_MISMATCH",
            `column "${name}" has another type in input ${i}; cast it, or use how: "${diagonal ? "diagonal" : "vertical"}Relaxed"`,
          );
        type = next;
      }
      return field(name, type as DataType, nullable);
    }),
  );
}

const SCHEMAS: Table = {
  frame: (p) => p.frame.schema,
  scan: (p) => {
    if (p.table === null) throw new PolaroidError("INTERNAL", "a scan's schema is known once the plan is bound");
    return subset(p.table.schema, p.columns);
  },
  select: (p) => schema(outputs(p.exprs).map(fieldFor)),
  withColumns: (p) => {
    const added = new Map<string, Field>();
    for (const o of outputs(p.exprs)) {
      if (added.has(o.name)) throw new PolaroidError("DUPLICATE_COLUMN", `withColumns makes column "${o.name}" twice`);
      added.set(o.name, fieldFor(o));
    }
    const s = schemaOf(p.input);
    const kept = s.fields.map((f) => added.get(f.name) ?? f);
    return schema([...kept, ...[...added.values()].filter((f) => !s.index.has(f.name))]);
  },
  filter: (p) => schemaOf(p.input),
  sort: (p) => schemaOf(p.input),
  slice: (p) => schemaOf(p.input),
  unique: (p) => schemaOf(p.input),
  sample: (p) => schemaOf(p.input),
  groupBy: (p) => schema([...outputs(p.keys), ...outputs(p.aggs)].map(fieldFor)),
  join: (p) => schema(joinColumns(p).map((c) => c.field)),
  concat: concatSchema,
  recursive: (p) => p.self.schema,
  explode: (p) =>
    schema(
      schemaOf(p.input).fields.map((f) => {
        if (!p.columns.includes(f.name)) return f;
        const inner = f.type.id === "List" || f.type.id === "FixedSizeList" ? f.type.inner : f.type;
        return field(f.name, inner, true);
      }),
    ),
  unpivot: (p) => {
    const s = schemaOf(p.input);
    const on = p.on ?? names(s).filter((n) => !p.index.includes(n));
    let value: DataType | null = null;
    for (const name of on) {
      value = value === null ? fieldOf(s, name).type : unpivotType(value, fieldOf(s, name).type);
      if (value === null)
        throw new PolaroidError(
          "TYPE_MISMATCH",
          `columns (${on.join(", ")}) have no common type to unpivot to; cast them first`,
        );
    }
    const nullable = on.some((name) => fieldOf(s, name).nullable);
    return schema([
      ...p.index.map((n) => fieldOf(s, n)),
      field(p.variableName, Utf8, false),
      field(p.valueName, value ?? Utf8, nullable),
    ]);
  },
  pivot: (p) => {
    const s = schemaOf(p.input);
    const cells = p.values.flatMap((v) =>
      p.onValues.map((on) =>
        field(pivotName(on, v, p.values.length > 1), pivotType(fieldOf(s, v).type, p.aggregate), true),
      ),
    );
    return schema([...p.index.map((n) => fieldOf(s, n)), ...cells]);
  },
  joinAsof: (p) => later("joinAsof").schemas.joinAsof(p),
  joinWhere: (p) => later("joinWhere").schemas.joinWhere(p),
  groupByDynamic: (p) => later("groupByDynamic").schemas.groupByDynamic(p),
  rolling: (p) => later("rolling").schemas.rolling(p),
  upsample: (p) => later("upsample").schemas.upsample(p),
  mergeSorted: (p) => later("mergeSorted").schemas.mergeSorted(p),
  withRowIndex: (p) => schema([field(p.name, UInt32, false), ...schemaOf(p.input).fields]),
};

/** The type that unpivoted columns have in common: text where one of them is text and the others have a text. */
function unpivotType(a: DataType, b: DataType): DataType | null {
  const common = supertype(a, b);
  if (common !== null || (a.id !== "Utf8" && b.id !== "Utf8")) return common;
  const other = a.id === "Utf8" ? b : a;
  return isNumeric(other) || isTemporal(other) || other.id === "Bool" ? Utf8 : null;
}

/** The name of a pivoted column: the value of `on`, with the values column before it where there are several. */
export const pivotName = (on: unknown, values: string, several: boolean): string =>
  several ? `${values}_${String(on)}` : String(on);

function pivotType(type: DataType, aggregate: string | null): DataType {
  const sign = functionOf(aggregate ?? "first")?.signature(
    [{ type, nullable: true, literal: undefined, untyped: false }],
    {},
  );
  if (sign === undefined || typeof sign === "string")
    throw new PolaroidError(
      "TYPE_MISMATCH",
      `pivot cannot aggregate ${typeName(type)} with ${aggregate}${sign ? `: it ${sign}` : ""}`,
    );
  return sign.type;
}

const known: Notes<Plan, Schema> = notes();

/** The schema of a resolved, bound plan. Throws a `PolaroidError` that names what does not fit. */
export function schemaOf(plan: Plan): Schema {
  let p = plan;
  // Nodes that keep the columns of their input are passed by, without an entry made for each.
  while (p.kind === "filter" || p.kind === "sort" || p.kind === "slice" || p.kind === "unique" || p.kind === "sample")
    p = p.input;
  if (p.kind === "frame") return p.frame.schema;
  let s = known.get(p);
  if (s === undefined) {
    const rule = (SCHEMAS as Readonly<Record<string, ((p: Plan) => Schema) | undefined>>)[p.kind];
    if (rule === undefined) throw new PolaroidError("INTERNAL", `a ${p.kind} node is left in a resolved plan`);
    s = rule(p);
    known.set(p, s);
  }
  return s;
}

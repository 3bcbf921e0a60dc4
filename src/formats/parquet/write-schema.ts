import type { Schema } from "../../arrow/schema.ts";
import { typeName } from "../../arrow/type-info.ts";
import type { DataType, TimeUnit } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import * as m from "./metadata.ts";
import { type ThriftWriter, thrift } from "./thrift-write.ts";

/** A column of values on disk, as it is written. */
export interface WriteLeaf {
  readonly kind: "leaf";
  readonly type: DataType;
  readonly path: readonly string[];
  readonly physical: number;
  /** Bytes of a value on disk; 0 for bits and byte arrays. */
  readonly width: number;
  readonly def: number;
  readonly rep: number;
}
export interface WriteStruct {
  readonly kind: "struct";
  readonly def: number;
  readonly rep: number;
  readonly children: readonly WriteNode[];
}
export interface WriteList {
  readonly kind: "list";
  readonly def: number;
  readonly rep: number;
  readonly child: WriteNode;
}
export type WriteNode = WriteLeaf | WriteStruct | WriteList;

const OPTIONAL = 1;
const REPEATED = 2;
const DEPTH = 30;

const UNIT_FIELD: Readonly<Record<TimeUnit, number>> = { ms: 1, us: 2, ns: 3 };
const unit = (u: TimeUnit): ThriftWriter => thrift().struct(UNIT_FIELD[u], thrift());

interface Leaf {
  readonly physical: number;
  readonly width: number;
  readonly converted?: number;
  /** The member of the LogicalType union, and what it holds. */
  readonly logical?: readonly [number, ThriftWriter];
}

const integer = (bits: number, signed: boolean, converted: number): Leaf => ({
  physical: bits === 64 ? m.INT64 : m.INT32,
  width: bits === 64 ? 8 : 4,
  converted,
  logical: [10, thrift().i8(1, bits).bool(2, signed)],
});

function leafOf(type: DataType): Leaf {
  switch (type.id) {
    case "Null":
      return { physical: m.INT32, width: 4, logical: [11, thrift()] };
    case "Bool":
      return { physical: m.BOOLEAN, width: 0 };
    case "Int8":
      return integer(8, true, 15);
    case "Int16":
      return integer(16, true, 16);
    case "Int32":
      return { physical: m.INT32, width: 4 };
    case "Int64":
    case "Duration":
      return { physical: m.INT64, width: 8 };
    case "UInt8":
      return integer(8, false, 11);
    case "UInt16":
      return integer(16, false, 12);
    case "UInt32":
      return integer(32, false, 13);
    case "UInt64":
      return integer(64, false, 14);
    case "Float32":
      return { physical: m.FLOAT, width: 4 };
    case "Float64":
      return { physical: m.DOUBLE, width: 8 };
    case "Utf8":
    case "Categorical":
    case "Enum":
      return { physical: m.BYTE_ARRAY, width: 0, converted: 0, logical: [1, thrift()] };
    case "Binary":
      return { physical: m.BYTE_ARRAY, width: 0 };
    case "Date32":
      return { physical: m.INT32, width: 4, converted: 6, logical: [6, thrift()] };
    case "Time":
      return { physical: m.INT64, width: 8, logical: [7, thrift().bool(1, false).struct(2, unit("ns"))] };
    case "Datetime": {
      const logical: [number, ThriftWriter] = [
        8,
        thrift()
          .bool(1, type.zone !== null)
          .struct(2, unit(type.unit)),
      ];
      const base = { physical: m.INT64, width: 8, logical };
      return type.zone === null || type.unit === "ns" ? base : { ...base, converted: type.unit === "ms" ? 9 : 10 };
    }
    case "Decimal": {
      const { precision: p, scale } = type;
      const logical: [number, ThriftWriter] = [5, thrift().i32(1, scale).i32(2, p)];
      if (p <= 9) return { physical: m.INT32, width: 4, converted: 5, logical };
      if (p <= 18) return { physical: m.INT64, width: 8, converted: 5, logical };
      return { physical: m.FIXED_LEN_BYTE_ARRAY, width: 16, converted: 5, logical };
    }
    default:
      throw new PolaroidError("NOT_SUPPORTED", `Parquet has no column of ${typeName(type)}`);
  }
}

/** The file's schema as elements, and the tree of what each column is written as. */
export class SchemaWriter {
  readonly elements: ThriftWriter[] = [];
  readonly leaves: WriteLeaf[] = [];
  readonly nodes: readonly WriteNode[];

  constructor(schema: Schema) {
    this.elements.push(thrift().binary(4, "schema").i32(5, schema.fields.length));
    this.nodes = schema.fields.map((f) => this.#node(f.name, f.type, [], 0, 0));
  }

  #node(name: string, type: DataType, above: readonly string[], def: number, rep: number): WriteNode {
    const path = [...above, name];
    if (path.length > 2 * DEPTH)
      throw new PolaroidError("LIMIT_EXCEEDED", `column "${above[0]}" is nested more than ${DEPTH} deep`);
    const group = (members: number): ThriftWriter => thrift().i32(3, OPTIONAL).binary(4, name).i32(5, members);
    switch (type.id) {
      case "Struct":
        if (type.fields.length === 0)
          throw new PolaroidError(
            "NOT_SUPPORTED",
            `column "${path.join(".")}" is a struct without fields, which Parquet cannot hold`,
          );
        this.elements.push(group(type.fields.length));
        return {
          kind: "struct",
          def: def + 1,
          rep,
          children: type.fields.map((f) => this.#node(f.name, f.type, path, def + 1, rep)),
        };
      case "List":
      case "FixedSizeList":
        this.elements.push(group(1).i32(6, 3).struct(10, thrift().struct(3, thrift())));
        this.elements.push(thrift().i32(3, REPEATED).binary(4, "list").i32(5, 1));
        return {
          kind: "list",
          def: def + 1,
          rep,
          child: this.#node("element", type.inner, [...path, "list"], def + 2, rep + 1),
        };
      default: {
        const { physical, width, converted, logical } = leafOf(type);
        const element = thrift().i32(1, physical);
        if (physical === m.FIXED_LEN_BYTE_ARRAY) element.i32(2, width);
        element.i32(3, OPTIONAL).binary(4, name);
        if (converted !== undefined) element.i32(6, converted);
        if (type.id === "Decimal") element.i32(7, type.scale).i32(8, type.precision);
        if (logical !== undefined) element.struct(10, thrift().struct(logical[0], logical[1]));
        this.elements.push(element);
        const leaf: WriteLeaf = { kind: "leaf", type, path, physical, width, def: def + 1, rep };
        this.leaves.push(leaf);
        return leaf;
      }
    }
  }
}

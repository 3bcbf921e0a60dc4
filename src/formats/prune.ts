import type { Expr, LiteralValue } from "../expr/node.ts";
import type { PartitionValue } from "./hive.ts";

/** A constant, or null where nothing is known. */
type Known = { readonly value: PartitionValue | boolean } | null;
type Truth = boolean | null | "unknown";

const normal = (value: LiteralValue): Known => {
  if (value === null || typeof value === "string" || typeof value === "bigint" || typeof value === "boolean")
    return { value };
  return typeof value === "number" ? { value } : null;
};

function constant(e: Expr, values: ReadonlyMap<string, PartitionValue>): Known {
  if (e.kind === "col") return values.has(e.name) ? { value: values.get(e.name) as PartitionValue } : null;
  if (e.kind === "lit") return normal(e.value);
  if (e.kind === "alias") return constant(e.input, values);
  return null;
}

/** -1, 0, 1, null for a null side, "unknown" for two values that are not of one kind. */
function compare(a: Known, b: Known): number | null | "unknown" {
  if (a === null || b === null) return "unknown";
  const [x, y] = [a.value, b.value];
  if (x === null || y === null) return null;
  const text = typeof x === "string";
  if (text !== (typeof y === "string") || typeof x === "boolean" || typeof y === "boolean") return "unknown";
  // UTF-16 order differs from the bytes' above the basic plane.
  if (text && x !== y && /[\ud800-\udfff]/.test(`${x}${y}`)) return "unknown";
  return x < y ? -1 : x > y ? 1 : x >= y ? 0 : "unknown";
}

const TESTS: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (c) => c === 0,
  ne: (c) => c !== 0,
  lt: (c) => c < 0,
  le: (c) => c <= 0,
  gt: (c) => c > 0,
  ge: (c) => c >= 0,
};

function truth(e: Expr, values: ReadonlyMap<string, PartitionValue>): Truth {
  if (e.kind === "lit" && (typeof e.value === "boolean" || e.value === null)) return e.value;
  if (e.kind !== "call") return "unknown";
  const test = TESTS[e.fn];
  if (test !== undefined) {
    const order = compare(constant(e.args[0] as Expr, values), constant(e.args[1] as Expr, values));
    return order === null || order === "unknown" ? order : test(order);
  }
  if (e.fn === "and" || e.fn === "or") {
    const decides = e.fn === "or";
    let all: Truth = !decides;
    for (const arg of e.args) {
      const t = truth(arg, values);
      if (t === decides) return decides;
      if (t === "unknown") all = "unknown";
      else if (t === null && all !== "unknown") all = null;
    }
    return all;
  }
  if (e.fn === "not") {
    const t = truth(e.args[0] as Expr, values);
    return typeof t === "boolean" ? !t : t;
  }
  if (e.fn === "isNull" || e.fn === "isNotNull") {
    const k = constant(e.args[0] as Expr, values);
    return k === null ? "unknown" : (k.value === null) === (e.fn === "isNull");
  }
  if (e.fn === "isIn") return within(e.args, values);
  return "unknown";
}

function within(args: readonly Expr[], values: ReadonlyMap<string, PartitionValue>): Truth {
  const list = args[1];
  if (list?.kind !== "lit" || !Array.isArray(list.value)) return "unknown";
  const value = constant(args[0] as Expr, values);
  if (value === null || value.value === null) return "unknown";
  for (const item of list.value as readonly LiteralValue[]) {
    const order = item === null ? "unknown" : compare(value, normal(item));
    if (order === 0 || order === "unknown") return "unknown";
  }
  return false;
}

/** Whether rows with these constants may pass: false only where none can. */
export function mayPass(predicate: Expr, values: ReadonlyMap<string, PartitionValue>): boolean {
  const t = truth(predicate, values);
  return t === true || t === "unknown";
}

import type { Batch } from "../../arrow/batch.ts";
import { type FixedColumn, fixedColumn } from "../../arrow/column.ts";
import { Float64 } from "../../arrow/types.ts";
import type { Typed, TypedCall } from "../../expr/typed.ts";
import { kernels } from "../../kernels/memory.ts";
import { resultValues } from "./fleeting.ts";
import { OP, type Op } from "./functions/numbers.ts";
import { jointNulls, nullsOf } from "./functions/operands.ts";
import { columnIn, isScalar, type Value } from "./value.ts";

/** Rows that stay in the processor's cache with all operands beside them. */
const BLOCK = 8192;
const FEW = 512;
const WIDTH = 8;

type Evaluate = (batch: Batch) => Value;
/** Operands are numbered: leaves from 0 on, places of results from -1 down. */
interface Step {
  readonly op: number;
  readonly left: number;
  readonly right: number;
  readonly to: number;
}

const isLink = (e: Typed): e is TypedCall =>
  e.kind === "call" && e.fn in OP && e.type.id === "Float64" && e.args.every((a) => a.type.id === "Float64");

const sameColumn = (a: Typed, b: Typed): boolean =>
  a === b || (a.kind === "col" && b.kind === "col" && a.name === b.name);

/**
 * Arithmetic on the results of arithmetic: a block of rows at a time goes through all steps, so that what lies between
 * never leaves the kernels' memory. Null for anything else; `plain` takes what is too short.
 */
export function floatChain(e: TypedCall, compile: (e: Typed) => Evaluate, plain: Evaluate): Evaluate | null {
  if (!e.elementwise || !isLink(e) || !e.args.some(isLink)) return null;
  const leaves: Typed[] = [];
  const steps: Step[] = [];
  const free: number[] = [];
  let slots = 0;
  const place = (a: Typed): number => {
    if (isLink(a)) {
      const [left, right] = [place(a.args[0] as Typed), place(a.args[1] as Typed)];
      // Never in the place of an operand: one value that stands for all rows would be written over after the first.
      const to = free.pop() ?? -++slots;
      for (const used of new Set([left, right])) if (used < 0) free.push(used);
      steps.push({ op: OP[a.fn as Op], left, right, to });
      return to;
    }
    const known = leaves.findIndex((l) => sameColumn(l, a));
    return known < 0 ? leaves.push(a) - 1 : known;
  };
  place(e);
  const inputs = leaves.map(compile);
  return (batch) => {
    const n = batch.length;
    if (n < FEW) return plain(batch);
    const values = inputs.map((input) => input(batch));
    if (values.every(isScalar)) return plain(batch);
    const nulls = jointNulls(values, n);
    if (nulls === undefined) return nullsOf(values, Float64, n);
    return fixedColumn(Float64, n, computed(steps, slots, values, n), nulls.validity, nulls.nulls);
  };
}

function computed(steps: readonly Step[], slots: number, values: readonly Value[], n: number): Float64Array {
  const out = resultValues(Float64Array, n);
  const sources = values.map((v) => (columnIn(v) as FixedColumn).values as Float64Array);
  const mark = kernels.mark();
  try {
    const ins = sources.map((s) => kernels.push(Math.min(s.length, BLOCK) * WIDTH));
    const strides: number[] = values.map((v) => (isScalar(v) ? 0 : WIDTH));
    for (let slot = 0; slot < slots; slot++) ins[ins.length] = kernels.push(BLOCK * WIDTH);
    const at = (operand: number): number => (operand < 0 ? values.length - 1 - operand : operand);
    const calls = steps.map(({ op, left, right, to }) => ({ op, a: at(left), b: at(right), to: at(to) }));
    for (let i = 0; i < values.length; i++)
      if (strides[i] === 0) kernels.write(ins[i] as number, sources[i] as Float64Array);
    for (let from = 0; from < n; from += BLOCK) {
      const rows = Math.min(BLOCK, n - from);
      for (let i = 0; i < values.length; i++)
        if (strides[i] !== 0) kernels.write(ins[i] as number, (sources[i] as Float64Array).subarray(from, from + rows));
      for (const { op, a, b, to } of calls) {
        const [sa, sb] = [strides[a] as number, strides[b] as number];
        kernels.k.ewF64(op, ins[a] as number, sa, ins[b] as number, sb, rows, ins[to] as number);
        strides[to] = sa | sb;
      }
      kernels.read(ins[(calls.at(-1) as { to: number }).to] as number, out.subarray(from, from + rows));
    }
    return out;
  } finally {
    kernels.reset(mark);
  }
}

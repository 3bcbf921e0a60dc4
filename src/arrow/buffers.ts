import type { Column } from "./column.ts";

/** Calls `visit` for each array of a column, and of the columns in it. */
export function eachArray(c: Column, visit: (array: ArrayBufferView) => void): void {
  const look = (part: unknown): void => {
    if (ArrayBuffer.isView(part)) visit(part);
    else if (Array.isArray(part)) for (const child of part) eachArray(child as Column, visit);
    else if (part !== null && typeof part === "object" && "layout" in part) eachArray(part as Column, visit);
  };
  for (const part of Object.values(c)) look(part);
}

/** Maps the arrays of a column and of those in it. */
export function mapArrays(c: Column, change: (v: ArrayBufferView) => ArrayBufferView): Column {
  const of = (part: unknown): unknown => {
    if (ArrayBuffer.isView(part)) return change(part);
    if (Array.isArray(part)) return part.map((child) => mapArrays(child as Column, change));
    return part !== null && typeof part === "object" && "layout" in part ? mapArrays(part as Column, change) : part;
  };
  return Object.fromEntries(Object.entries(c).map(([name, part]) => [name, of(part)])) as unknown as Column;
}

/** The column in memory of its own. */
export const ownColumn = (c: Column): Column => mapArrays(c, (v) => (v as Uint8Array).slice());

/** The buffers of a column that nothing else uses, which move to another thread; what is shared need not. */
export function buffersOf(c: Column, into: Set<ArrayBuffer> = new Set()): Set<ArrayBuffer> {
  eachArray(c, ({ buffer }) => {
    if (buffer instanceof ArrayBuffer) into.add(buffer);
  });
  return into;
}

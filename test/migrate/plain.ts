/** Values of either library as values that can be compared: dates and bigints as text, floats to 9 decimals. */
export function plain(v: unknown): unknown {
  if (v instanceof Date) return `date ${v.toISOString()}`;
  if (typeof v === "bigint") return `${v}n`;
  if (typeof v === "number") return Number.isFinite(v) ? Number(v.toFixed(9)) : String(v);
  if (Array.isArray(v)) return v.map(plain);
  if (typeof v === "object" && v !== null)
    return Object.fromEntries(Object.entries(v).map(([name, x]) => [name, plain(x)]));
  return v;
}
/** What a call gives, or that it fails. */
export async function outcome(call: () => unknown): Promise<unknown> {
  try {
    return plain(await call());
  } catch (error) {
    return { failed: error instanceof Error ? error.message.split("\n")[0] : String(error) };
  }
}

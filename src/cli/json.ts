/** JSON that keeps 64-bit integers exact: as numbers where those are safe, else as text; bytes in base64. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_, v) => {
    if (typeof v === "bigint") return v >= -9007199254740991n && v <= 9007199254740991n ? Number(v) : String(v);
    if (v instanceof Uint8Array) return Buffer.from(v).toString("base64");
    return v;
  });

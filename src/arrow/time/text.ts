/** An offset from UTC: `+01:00`; with as many colons as asked for, 3 are hours alone. */
export function offsetText(seconds: number, colons: number): string {
  const s = Math.abs(seconds);
  const parts = [(s / 3600) | 0, ((s % 3600) / 60) | 0, s % 60].map((n) => String(n).padStart(2, "0"));
  const sign = seconds < 0 ? "-" : "+";
  if (colons === 3) return sign + parts[0];
  return sign + parts.slice(0, colons === 2 ? 3 : 2).join(colons === 0 ? "" : ":");
}

/** A duration in the form of ISO 8601: -P1DT4H59M59.999999S. Whole units since the count may pass 2^53. */
export function isoDuration(value: bigint, perSecond: number): string {
  const negative = value < 0n;
  const v = negative ? -value : value;
  const per = BigInt(perSecond);
  const seconds = v / per;
  const rest = v % per;
  const days = seconds / 86400n;
  const [h, m, s] = [(seconds % 86400n) / 3600n, (seconds % 3600n) / 60n, seconds % 60n];
  const digits =
    rest === 0n
      ? ""
      : `.${rest
          .toString()
          .padStart(String(perSecond).length - 1, "0")
          .replace(/0+$/, "")}`;
  const clock = `${h > 0n ? `${h}H` : ""}${m > 0n ? `${m}M` : ""}${s > 0n || digits !== "" ? `${s}${digits}S` : ""}`;
  if (days === 0n && clock === "") return "PT0S";
  return `${negative ? "-" : ""}P${days > 0n ? `${days}D` : ""}${clock === "" ? "" : `T${clock}`}`;
}

import { type Column, isValid } from "../arrow/column.ts";
import { formatValue } from "../arrow/format-value.ts";
import { PER_SECOND } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import { valueAt } from "../arrow/value.ts";

const two = (n: bigint): string => String(n).padStart(2, "0");
/** Seconds with six digits behind the point, as Python writes times; none where there is no fraction. */
const micros = (text: string): string =>
  text.replace(/\.(\d+)/, (_, f: string) => (/^0*$/.test(f.slice(0, 6)) ? "" : `.${f.slice(0, 6).padEnd(6, "0")}`));

/** A length of time as Python writes it: `1 day, 0:00:05`. */
function spanText(v: bigint, perSecond: bigint): string {
  const us = perSecond >= 1_000_000n ? v / (perSecond / 1_000_000n) : v * (1_000_000n / perSecond);
  const days = us >= 0n ? us / 86_400_000_000n : -((-us + 86_399_999_999n) / 86_400_000_000n);
  const rest = us - days * 86_400_000_000n;
  const s = rest / 1_000_000n;
  const f = rest % 1_000_000n;
  const day = days === 0n ? "" : `${days} day${days === 1n || days === -1n ? "" : "s"}, `;
  return `${day}${s / 3600n}:${two((s / 60n) % 60n)}:${two(s % 60n)}${f === 0n ? "" : `.${String(f).padStart(6, "0")}`}`;
}

/** One value as `describe` shows it; null stays null. */
export function statisticText(c: Column, i: number): string | null {
  if (!isValid(c, i)) return null;
  const t: DataType = c.type;
  if (t.id === "Duration") return spanText(valueAt(c, i) as bigint, BigInt(PER_SECOND[t.unit]));
  const text = formatValue(c, i, 1000);
  if (t.id === "Binary") return text.replace(/^b"(.*)"$/s, "b'$1'");
  return t.id === "Datetime" || t.id === "Time" ? micros(text) : text;
}

const FORM = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$/;

/** The unscaled value of decimal text at a scale, rounded half to even; undefined where it is no number or too long. */
export function parseDecimal(text: string, precision: number, scale: number): bigint | undefined {
  const m = text.length > 400 ? null : FORM.exec(text);
  if (m === null) return undefined;
  const [, sign, whole = "", part = "", exponent = "0"] = m;
  if (whole === "" && part === "") return undefined;
  const shift = Number(exponent) + scale - part.length;
  if (shift > 80) return /^0*$/.test(whole + part) ? 0n : undefined;
  let value = BigInt(whole + part);
  if (shift >= 0) value *= 10n ** BigInt(shift);
  else {
    const divisor = 10n ** BigInt(-shift);
    const rest = 2n * (value % divisor);
    value /= divisor;
    if (rest > divisor || (rest === divisor && (value & 1n) === 1n)) value += 1n;
  }
  if (value >= 10n ** BigInt(precision)) return undefined;
  return sign === "-" ? -value : value;
}

/** The exact text of an unscaled value. */
export function decimalText(value: bigint, scale: number): string {
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(scale + 1, "0");
  const body = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return negative ? `-${body}` : body;
}

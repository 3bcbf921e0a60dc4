/** How many digits behind the point a number's text needs so that none is lost; none for what is no number. */
export function scaleOf(text: string): number {
  const parts = /^\s*[+-]?(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?\s*$/i.exec(text);
  if (parts === null) return 0;
  const [, whole = "", behind = "", exponent = "0"] = parts;
  const digits = (whole + behind).replace(/0+$/, "");
  return digits === "" ? 0 : Math.max(0, digits.length - whole.length - Number(exponent));
}

const PRIME = 0x01000193;

/** A 128-bit hash of text as 32 hex digits, stable across versions and machines (four FNV-1a lanes, mixed). Not for secrets. */
export function hashText(text: string): string {
  const h = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    for (let k = 0; k < 4; k++) h[k] = Math.imul((h[k] as number) ^ (c + k * 0x5bd1), PRIME + 2 * k);
  }
  return h
    .map((x, k) => {
      let v = x ^ (h[(k + 1) & 3] as number);
      v = Math.imul(v ^ (v >>> 16), 0x85ebca6b);
      v = Math.imul(v ^ (v >>> 13), 0xc2b2ae35);
      return ((v ^ (v >>> 16)) >>> 0).toString(16).padStart(8, "0");
    })
    .join("");
}

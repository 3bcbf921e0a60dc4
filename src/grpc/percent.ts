/** What a text of gRPC must not hold, in percent signs. */
export const percentEncoded = (text: string): string =>
  text.replace(/[^\x20-\x24\x26-\x7e]+/g, (part) => {
    // A lone half of a surrogate pair has no bytes.
    const whole = part.toWellFormed();
    return encodeURIComponent(whole).replace(/[^%\w]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  });

export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

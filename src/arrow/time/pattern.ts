import { PolaroidError } from "../../core/error.ts";

/** A directive of chrono's format strings, its padding override and width or colons with it, or literal text. */
export type Part = { readonly text: string } | { readonly code: string; readonly pad: "" | "-" | "_" | "0" };

const SHORTHAND: Readonly<Record<string, string>> = {
  D: "%m/%d/%y",
  x: "%m/%d/%y",
  F: "%Y-%m-%d",
  v: "%e-%b-%Y",
  R: "%H:%M",
  T: "%H:%M:%S",
  X: "%H:%M:%S",
  r: "%I:%M:%S %p",
  c: "%a %b %e %H:%M:%S %Y",
  h: "%b",
  "+": "%Y-%m-%dT%H:%M:%S%.f%:z",
};
const LITERAL: Readonly<Record<string, string>> = { t: "\t", n: "\n", "%": "%" };
const CODES = /^%([-_0]?)(\.[369]?f|[369]f|:{1,3}z|#z|[A-Za-z+%])/;

/** Takes a chrono format string apart; shorthands are written out. */
export function patternOf(format: string): Part[] {
  const out: Part[] = [];
  let rest = format;
  let text = "";
  const flush = (): void => {
    if (text !== "") out.push({ text });
    text = "";
  };
  while (rest !== "") {
    if (rest[0] !== "%") {
      const c = String.fromCodePoint(rest.codePointAt(0) as number);
      text += c;
      rest = rest.slice(c.length);
      continue;
    }
    const m = CODES.exec(rest);
    const [all, pad, code] = (m ?? ["", "", ""]) as unknown as [string, "" | "-" | "_" | "0", string];
    if (
      m === null ||
      (code.length === 1 && !"YCyqmbBhdeaAwuUWGgVjDxFvHkIlPpMSfRTXrZzcst n%+".includes(code)) ||
      code === " "
    )
      throw new PolaroidError(
        "INVALID_ARGUMENT",
        `format ${JSON.stringify(format)}: there is no directive ${JSON.stringify(rest.slice(0, 3))}; they are chrono's (strftime's), like "%Y-%m-%d %H:%M:%S%.f"`,
      );
    rest = rest.slice(all.length);
    if (code in LITERAL) text += LITERAL[code];
    else if (code in SHORTHAND) {
      flush();
      out.push(...patternOf(SHORTHAND[code] as string));
    } else {
      flush();
      out.push({ code, pad });
    }
  }
  flush();
  return out;
}

const DATE = "YCyqmbBdeaAwuUWGgVj";
const CLOCK = new Set(["H", "k", "I", "l", "P", "p", "M", "S", "f", ".f", ".3f", ".6f", ".9f", "3f", "6f", "9f"]);

export const isDateCode = (code: string): boolean => DATE.includes(code);
export const isClockCode = (code: string): boolean => CLOCK.has(code);
export const isZoneCode = (code: string): boolean => code === "Z" || code.endsWith("z");

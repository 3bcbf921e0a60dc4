import type { ErrorCode } from "../core/codes.ts";
import { PolaroidError } from "../core/error.ts";

/** Where an error points: the offset counts UTF-16 units from 0, line and column count from 1. */
export interface SqlPosition {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** The text ended too early: more of it may make it whole. */
  readonly atEnd: boolean;
}

const WIDTH = 100;

const positionOf = (text: string, offset: number): SqlPosition => {
  let line = 1;
  let from = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    from = at + 1;
  }
  return Object.freeze({ offset, line, column: offset - from + 1, atEnd: offset >= text.trimEnd().length });
};

const excerpt = (text: string, { offset, column }: SqlPosition): string => {
  const lineStart = offset - column + 1;
  const newline = text.indexOf("\n", offset);
  const lineEnd = newline < 0 ? text.length : newline;
  const from = Math.max(lineStart, offset - WIDTH / 2);
  const to = Math.min(lineEnd, from + WIDTH);
  const [before, after] = [from > lineStart ? "..." : "", to < lineEnd ? "..." : ""];
  const shown = text.slice(from, to).replace(/[\t\r]/g, " ");
  return `  ${before}${shown}${after}\n  ${" ".repeat(before.length + offset - from)}^`;
};

/** An error that points at a place in SQL text; its `cause` is the `SqlPosition`. */
export const sqlError = (
  text: string,
  offset: number,
  message: string,
  code: ErrorCode = "SQL_SYNTAX",
): PolaroidError => {
  const position = positionOf(text, Math.min(offset, text.length));
  const { line, column } = position;
  return new PolaroidError(code, `line ${line}, column ${column}: ${message}\n${excerpt(text, position)}`, {
    cause: position,
  });
};

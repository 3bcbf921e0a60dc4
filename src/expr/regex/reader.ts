import { PolaroidError } from "../../core/error.ts";

/** What the letters i, m, s, U, u, x, R of `(?...)` switch. */
export interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
  readonly u: boolean;
  readonly x: boolean;
  readonly R: boolean;
}
export const NO_FLAGS: Flags = { i: false, m: false, s: false, U: false, u: true, x: false, R: false };

/** A pattern and the place where its reading is. */
export class Reader {
  readonly text: string;
  at = 0;
  flags: Flags = NO_FLAGS;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }
  peek(): string {
    const code = this.text.codePointAt(this.at);
    return code === undefined ? "" : String.fromCodePoint(code);
  }
  next(): string {
    const c = this.peek();
    this.at += c.length;
    return c;
  }
  sees(what: string): boolean {
    return this.text.startsWith(what, this.at);
  }
  take(what: string): boolean {
    if (!this.sees(what)) return false;
    this.at += what.length;
    return true;
  }
  /** Under the flag x: past white space and comments. */
  skip(): void {
    if (!this.flags.x) return;
    for (;;) {
      const c = this.peek();
      if (c === "#") while (!this.done && this.peek() !== "\n") this.next();
      else if (c !== "" && /\p{White_Space}/u.test(c)) this.next();
      else return;
    }
  }
  fail(message: string, at: number = this.at): never {
    const where = [...this.text.slice(0, at)].length;
    const shown = this.text.length > 60 ? `${this.text.slice(0, 60)}...` : this.text;
    throw new PolaroidError("INVALID_REGEX", `${JSON.stringify(shown)} at position ${where}: ${message}`);
  }
}

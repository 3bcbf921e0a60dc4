import { Bool, type DataType, Decimal, Float64, Int64, List, Null, structOf, Utf8 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { text } from "../../core/utf8.ts";
import { type Cursor, DEEPEST, nameAt } from "./cursor.ts";

/** What the values of one place look like. */
export class Guess {
  #int = false;
  #big = false;
  #float = false;
  #bool = false;
  #text = false;
  #item: Guess | null = null;
  #fields: Map<string, Guess> | null = null;

  /** Looks at the value that begins here. */
  see(c: Cursor, depth = 0): void {
    if (depth > DEEPEST)
      throw new PolaroidError("LIMIT_EXCEEDED", `line ${c.line}: more than ${DEEPEST} levels of lists and objects`);
    const b = c.nextOver();
    if (b === 34) {
      c.string();
      this.#text = true;
    } else if (b === 45 || (b >= 48 && b <= 57)) this.#number(c);
    else if (b === 91) {
      this.#item ??= new Guess();
      const item = this.#item;
      for (let more = c.opens(93); more; more = c.goesOn(93)) item.see(c, depth + 1);
    } else if (b === 123) {
      this.#fields ??= new Map<string, Guess>();
      const fields = this.#fields;
      for (let more = c.opens(125); more; more = c.goesOn(125)) {
        c.nextOver();
        const start = c.at + 1;
        const escapes = c.name();
        const name = nameAt(c, start, c.at - 1, escapes);
        c.colon();
        let field = fields.get(name);
        if (field === undefined) {
          field = new Guess();
          fields.set(name, field);
        }
        field.see(c, depth + 1);
      }
    } else if (c.word() !== "null") this.#bool = true;
  }

  #number(c: Cursor): void {
    const start = c.at;
    if (!c.number()) this.#float = true;
    else if (c.at - start < 19) this.#int = true;
    else if (c.at - start > 38) this.#float = true;
    else {
      const v = BigInt(text(c.bytes, start, c.at));
      if (BigInt.asIntN(64, v) === v) this.#int = true;
      else this.#big = true;
    }
  }

  get fields(): ReadonlyMap<string, Guess> {
    return this.#fields ?? new Map();
  }

  /** One type for all that was seen; what no other type holds is its JSON as text. */
  get type(): DataType {
    const number = this.#int || this.#big || this.#float;
    const scalar = number || this.#bool || this.#text;
    if ((scalar && (this.#item !== null || this.#fields !== null)) || (this.#item !== null && this.#fields !== null))
      return Utf8;
    if (this.#text || (this.#bool && number)) return Utf8;
    if (this.#float) return Float64;
    if (this.#big) return Decimal(38, 0);
    if (this.#int) return Int64;
    if (this.#bool) return Bool;
    if (this.#item !== null) return List(this.#item.type);
    if (this.#fields !== null) return structOf([...this.#fields].map(([name, guess]) => ({ name, type: guess.type })));
    return Null;
  }
}

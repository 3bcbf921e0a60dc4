import { bytesColumn, type Column, dictColumn } from "../../arrow/column.ts";
import { dictionaryOf, entries } from "../../arrow/dictionary.ts";
import { typeName } from "../../arrow/type-info.ts";
import { type DataType, type Enum, Utf8 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { Building } from "./builder.ts";
import { type Cursor, unescaped } from "./cursor.ts";

/** Text; what is no string is kept as its JSON. */
export class TextBuilder extends Building {
  #data: Uint8Array = new Uint8Array(4096);
  #offsets: Int32Array = new Int32Array(257);
  #at = 0;

  #end(valid: boolean): void {
    const row = this.rows.add(valid);
    if (row + 1 >= this.#offsets.length) {
      const more = new Int32Array(this.#offsets.length * 2);
      more.set(this.#offsets);
      this.#offsets = more;
    }
    this.#offsets[row + 1] = this.#at;
  }

  #room(bytes: number): void {
    const need = this.#at + bytes;
    if (need <= this.#data.length) return;
    if (need > 0x7fffffff) throw new PolaroidError("LIMIT_EXCEEDED", "a column of text would pass 2 GiB in one batch");
    const more = new Uint8Array(Math.min(0x7fffffff, Math.max(need, this.#data.length * 2)));
    more.set(this.#data.subarray(0, this.#at));
    this.#data = more;
  }

  override none(): void {
    this.#end(false);
  }

  read(c: Cursor): void {
    let start = c.at;
    let escapes = false;
    let end: number;
    if (c.bytes[start] === 34) {
      escapes = c.string();
      start++;
      end = c.at - 1;
    } else {
      c.skip();
      end = c.at;
    }
    const length = end - start;
    this.#room(length);
    const data = this.#data;
    if (escapes) this.#at += unescaped(c, start, end, data, this.#at);
    else {
      const { bytes } = c;
      if (length > 32) data.set(bytes.subarray(start, end), this.#at);
      else for (let i = 0; i < length; i++) data[this.#at + i] = bytes[start + i] as number;
      this.#at += length;
    }
    this.#end(true);
  }

  finish(): Column {
    const { length, nulls, validity } = this.rows;
    return bytesColumn(
      this.type,
      length,
      this.#offsets.slice(0, length + 1),
      this.#data.slice(0, this.#at),
      validity,
      nulls,
    );
  }
}

/** Categorical and Enum: text, and its codes at the end. */
export class CategoryBuilder extends Building {
  readonly #texts: TextBuilder;

  constructor(type: DataType, lenient: boolean) {
    super(type, lenient);
    this.#texts = new TextBuilder(Utf8, lenient);
    this.lenient = lenient;
  }

  readonly lenient: boolean;

  override get length(): number {
    return this.#texts.length;
  }

  override none(): void {
    this.#texts.none();
  }

  read(c: Cursor): void {
    this.#texts.read(c);
  }

  finish(): Column {
    const plain = this.#texts.finish();
    if (plain.layout !== "bytes") throw new Error("text is bytes");
    const fixed = this.type.id === "Enum" ? (this.type as Enum).categories : null;
    const index = new Map<string, number>(fixed?.map((c, i) => [c, i]));
    const codes = new Int32Array(plain.length);
    const valid = new Uint8Array((plain.length + 7) >> 3);
    let nulls = 0;
    entries(plain).forEach((entry, row) => {
      const has = plain.validity === null || (((plain.validity[row >> 3] as number) >> (row & 7)) & 1) === 1;
      let code = has ? index.get(entry) : undefined;
      if (has && code === undefined) {
        if (fixed === null) {
          code = index.size;
          index.set(entry, code);
        } else if (!this.lenient)
          throw new PolaroidError("CORRUPT", `${JSON.stringify(entry.slice(0, 60))} is no ${typeName(this.type)}`);
      }
      if (code === undefined) nulls++;
      else {
        codes[row] = code;
        valid[row >> 3] = (valid[row >> 3] as number) | (1 << (row & 7));
      }
    });
    return dictColumn(this.type, plain.length, codes, dictionaryOf([...index.keys()]), valid, nulls);
  }
}

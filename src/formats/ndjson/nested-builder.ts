import { type Column, fixedListColumn, listColumn, nullColumn, structColumn } from "../../arrow/column.ts";
import type { DataType, StructField } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { utf8 } from "../../core/utf8.ts";
import { BoolBuilder, type Builder, Building, FixedBuilder } from "./builder.ts";
import { type Cursor, DEEPEST, nameAt } from "./cursor.ts";
import { CategoryBuilder, TextBuilder } from "./text-builder.ts";

/** Takes a value or a null. */
export function readInto(builder: Builder, c: Cursor, depth: number): void {
  if (c.nextOver() === 110) {
    c.word();
    builder.none();
  } else builder.read(c, depth);
}

function deeper(c: Cursor, depth: number): number {
  if (depth >= DEEPEST)
    throw new PolaroidError("LIMIT_EXCEEDED", `line ${c.line}: more than ${DEEPEST} levels of lists and objects`);
  return depth + 1;
}

class ListBuilder extends Building {
  readonly #child: Builder;
  readonly #size: number;
  #offsets: Int32Array = new Int32Array(257);

  constructor(type: DataType, child: Builder, size: number, lenient: boolean) {
    super(type, lenient);
    this.#child = child;
    this.#size = size;
  }

  #end(valid: boolean): void {
    const row = this.rows.add(valid);
    if (row + 1 >= this.#offsets.length) {
      const more = new Int32Array(this.#offsets.length * 2);
      more.set(this.#offsets);
      this.#offsets = more;
    }
    this.#offsets[row + 1] = this.#child.length;
  }

  override none(): void {
    for (let i = 0; i < this.#size; i++) this.#child.none();
    this.#end(false);
  }

  read(c: Cursor, depth: number): void {
    const start = c.at;
    if (c.bytes[start] !== 91) {
      this.mismatch(c, start);
      return;
    }
    const before = this.#child.length;
    const level = deeper(c, depth);
    for (let more = c.opens(93); more; more = c.goesOn(93)) readInto(this.#child, c, level);
    if (this.#size >= 0 && this.#child.length - before !== this.#size)
      throw c.error(`a list of ${this.#child.length - before} items where each has ${this.#size}`);
    this.#end(true);
  }

  finish(): Column {
    const { length, nulls, validity } = this.rows;
    const child = this.#child.finish();
    return this.#size >= 0
      ? fixedListColumn(this.type, length, this.#size, child, validity, nulls)
      : listColumn(this.type, length, this.#offsets.slice(0, length + 1), child, validity, nulls);
  }
}

class NullBuilder extends Building {
  read(c: Cursor): void {
    this.mismatch(c, c.at);
  }
  finish(): Column {
    return nullColumn(this.type, this.rows.length);
  }
}

/** Objects: each name's values in a builder of their own; of a name that comes twice the first counts, other names are passed over. */
export class StructBuilder extends Building {
  readonly children: readonly Builder[];
  readonly #names: readonly Uint8Array[];
  readonly #index: ReadonlyMap<string, number>;

  constructor(type: DataType, fields: readonly StructField[], lenient: boolean) {
    super(type, lenient);
    this.children = fields.map((f) => builderOf(f.type, lenient));
    this.#names = fields.map((f) => utf8(f.name));
    this.#index = new Map(fields.map((f, i) => [f.name, i]));
  }

  /** The field of the name between two quotes; most often the one after the last. */
  #find(c: Cursor, start: number, end: number, escapes: boolean, guess: number): number {
    const name = this.#names[guess];
    if (!escapes && name !== undefined && name.length === end - start) {
      let i = 0;
      while (i < name.length && name[i] === c.bytes[start + i]) i++;
      if (i === name.length) return guess;
    }
    return this.#index.get(nameAt(c, start, end, escapes)) ?? -1;
  }

  override none(): void {
    this.rows.add(false);
    for (const child of this.children) child.none();
  }

  read(c: Cursor, depth: number): void {
    if (c.bytes[c.at] !== 123) {
      this.mismatch(c, c.at);
      return;
    }
    const row = this.rows.add(true);
    const level = deeper(c, depth);
    let guess = 0;
    for (let more = c.opens(125); more; more = c.goesOn(125)) {
      c.nextOver();
      const start = c.at + 1;
      const escapes = c.name();
      const found = this.#find(c, start, c.at - 1, escapes, guess);
      c.colon();
      const child = this.children[found];
      if (child === undefined || child.length > row) c.skip(level);
      else {
        guess = found + 1;
        readInto(child, c, level);
      }
    }
    for (let i = 0; i < this.children.length; i++) {
      const child = this.children[i] as Builder;
      if (child.length === row) child.none();
    }
  }

  finish(): Column {
    const { length, nulls, validity } = this.rows;
    return structColumn(
      this.type,
      length,
      this.children.map((child) => child.finish()),
      validity,
      nulls,
    );
  }
}

/** What gathers values of a type; without `lenient` a value of another type is an error. */
export function builderOf(type: DataType, lenient: boolean): Builder {
  switch (type.id) {
    case "Null":
      return new NullBuilder(type, lenient);
    case "Bool":
      return new BoolBuilder(type, lenient);
    case "Utf8":
      return new TextBuilder(type, lenient);
    case "Categorical":
    case "Enum":
      return new CategoryBuilder(type, lenient);
    case "List":
      return new ListBuilder(type, builderOf(type.inner, lenient), -1, lenient);
    case "FixedSizeList":
      return new ListBuilder(type, builderOf(type.inner, lenient), type.size, lenient);
    case "Struct":
      return new StructBuilder(type, type.fields, lenient);
    case "Binary":
      throw new PolaroidError("NOT_SUPPORTED", "JSON has no bytes: read them as Utf8");
    default:
      return new FixedBuilder(type, lenient);
  }
}

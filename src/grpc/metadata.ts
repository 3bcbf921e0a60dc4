import { fromBase64, toBase64 } from "../core/base64.ts";
import { PolaroidError } from "../core/error.ts";

type Raw = Readonly<Record<string, string | readonly string[] | number | undefined>>;
const NAME = /^[a-z0-9_.-]+$/;
// What HTTP lets a value hold.
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

function checked(name: string, value: string | Uint8Array): string {
  const given = typeof value === "string" || value instanceof Uint8Array;
  if (typeof name !== "string" || !NAME.test(name.toLowerCase()) || !given)
    throw new PolaroidError("INVALID_ARGUMENT", `the header "${String(name)}" is no name with a text or bytes`);
  if (typeof value !== "string") return toBase64(value);
  if (!VALUE.test(value))
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `the header "${name}" holds what a header cannot; name it ${name}-bin and give bytes`,
    );
  return value;
}

const isBinary = (name: string): boolean => name.endsWith("-bin");

/**
 * The headers or trailers of a call: names in lower case, each with any number of texts; those that end in `-bin` hold bytes.
 * @example
 * const headers = new Metadata({ authorization: "Bearer t" });
 * headers.get("authorization"); // "Bearer t"
 */
export class Metadata {
  readonly #values: Map<string, string[]> = new Map();

  constructor(values: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [name, value] of Object.entries(values)) this.set(name, value);
  }

  /** Of headers as they came, without those of HTTP itself. */
  static received(raw: Raw): Metadata {
    const out = new Metadata();
    for (const [name, value] of Object.entries(raw)) {
      if (value === undefined || name.startsWith(":")) continue;
      const texts = typeof value === "object" ? [...value] : [String(value)];
      // Several binary values come as one text with commas between them.
      out.#values.set(name, isBinary(name) ? texts.flatMap((t) => t.split(/, ?/)) : texts);
    }
    return out;
  }

  /** The first value of a name. */
  get(name: string): string | undefined {
    return this.#values.get(name.toLowerCase())?.[0];
  }

  /** All values of a name. */
  all(name: string): readonly string[] {
    return this.#values.get(name.toLowerCase()) ?? [];
  }

  /** The first value of a name that ends in `-bin`. */
  bytes(name: string): Uint8Array | undefined {
    const text = this.get(name);
    // Most peers leave the padding out.
    return text === undefined
      ? undefined
      : fromBase64(text.replace(/=+$/, "").padEnd((text.replace(/=+$/, "").length + 3) & ~3, "="));
  }

  /** Sets a name to one value. */
  set(name: string, value: string | Uint8Array): this {
    this.#values.set(name.toLowerCase(), [checked(name, value)]);
    return this;
  }

  /** Adds a value to those of a name. */
  add(name: string, value: string | Uint8Array): this {
    const text = checked(name, value);
    this.#values.set(name.toLowerCase(), [...this.all(name), text]);
    return this;
  }

  /** Takes the values of others in the place of its own. */
  merge(other: Metadata | undefined): this {
    if (other !== undefined) for (const [name, values] of other.#values) this.#values.set(name, [...values]);
    return this;
  }

  /** As a record of headers. */
  raw(): Record<string, string | string[]> {
    return Object.fromEntries([...this.#values].map(([name, v]) => [name, v.length === 1 ? (v[0] as string) : v]));
  }

  get size(): number {
    return this.#values.size;
  }
}

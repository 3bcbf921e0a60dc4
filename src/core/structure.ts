const identities = new WeakMap<object, number>();
let count = 0;

/** A text for an object that is told apart by itself. */
export function identity(of: object): string {
  let id = identities.get(of);
  if (id === undefined) {
    id = ++count;
    identities.set(of, id);
  }
  return `object ${id}`;
}

/** Plain data as a text that is the same for the same data; functions count by identity. `other` says what stands for an object or function. */
export const structureText = (value: unknown, other?: (of: object) => unknown): string =>
  JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, read: unknown) {
    // A Date has become text in `read` already.
    const v = this[key];
    if (typeof v === "bigint") return { $: "i", v: String(v) };
    if (typeof v === "number" && (!Number.isFinite(v) || Object.is(v, -0)))
      return { $: "f", v: Object.is(v, -0) ? "-0" : String(v) };
    if (typeof v === "function") return other?.(v) ?? { $: identity(v) };
    if (v instanceof Date) return { $: "d", v: v.getTime() };
    return typeof v === "object" && v !== null ? (other?.(v) ?? read) : read;
  });

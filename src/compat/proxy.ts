/** What a number in brackets reads and writes. */
export function indexed<T extends object>(target: T, get: (i: number) => unknown, set: (i: number, v: unknown) => void): T {
  return new Proxy(target, {
    get: (t, key) => (isIndex(key) ? get(Number(key)) : bound(t, key)),
    set: (t, key, v) => {
      if (!isIndex(key)) return Reflect.set(t, key, v, t);
      set(Number(key), v);
      return true;
    },
  });
}
export const isIndex = (key: string | symbol): key is string => typeof key === "string" && /^-?\d+$/.test(key);
/** A member of the target itself, so that its private parts are there. */
export function bound(target: object, key: string | symbol): unknown {
  const value = Reflect.get(target, key, target) as unknown;
  return typeof value === "function" ? value.bind(target) : value;
}

/** What `make` gave for the last 64 keys. */
export function memo<V>(make: (key: string) => V): (key: string) => V {
  const known = new Map<string, V>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      found = make(key);
      if (known.size >= 64) known.delete(known.keys().next().value as string);
      known.set(key, found);
    }
    return found;
  };
}

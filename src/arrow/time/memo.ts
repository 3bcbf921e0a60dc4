/** What `make` gave for the last keys, so that hostile ones cannot fill the memory. */
export function memo<V>(make: (key: string) => V, most = 64): (key: string) => V {
  const known = new Map<string, V>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      found = make(key);
      if (known.size >= most) known.delete(known.keys().next().value as string);
      known.set(key, found);
    }
    return found;
  };
}

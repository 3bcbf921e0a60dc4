/** What the hash and dense tables do, by a Map: ids in order of first appearance, null a key like any other. */
export interface HashTwin {
  add(keys: readonly (bigint | number | string | null)[]): number[];
  find(keys: readonly (bigint | number | string | null)[]): number[];
}

export function hashTwin(): HashTwin {
  const ids = new Map<bigint | number | string | null, number>();
  return {
    add: (keys) =>
      keys.map((key) => {
        const id = ids.get(key) ?? ids.size;
        ids.set(key, id);
        return id;
      }),
    find: (keys) => keys.map((key) => ids.get(key) ?? -1),
  };
}

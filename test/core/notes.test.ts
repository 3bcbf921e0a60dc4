import { expect, test } from "vitest";
import { notes } from "../../src/core/notes.ts";

test("what is noted of an object is its own, in each set of notes", () => {
  const [a, b] = [notes<object, number>(), notes<object, number>()];
  const [x, y] = [Object.freeze({ n: 1 }), { n: 1 }];
  a.set(x, 1);
  expect([a.get(x), a.get(y), b.get(x)]).toEqual([1, undefined, undefined]);
  b.set(x, 2);
  a.set(x, 3);
  a.set(y, 4);
  expect([a.get(x), a.get(y), b.get(x)]).toEqual([3, 4, 2]);
});

test("nothing is seen of it on the object, nor copied with it", () => {
  const a = notes<object, number>();
  const x = Object.freeze({ n: 1 });
  a.set(x, 1);
  expect(Reflect.ownKeys(x)).toEqual(["n"]);
  expect(a.get({ ...x })).toBeUndefined();
});

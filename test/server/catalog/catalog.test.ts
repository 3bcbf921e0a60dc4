import { afterEach, expect, test } from "vitest";
import { DataFrame } from "../../../src/api/data-frame.ts";
import { schema } from "../../../src/arrow/schema.ts";
import "../../../src/node.ts";
import { type Frame, frameOf } from "../../../src/plan/node.ts";
import type { CatalogOptions } from "../../../src/server/catalog/catalog.ts";
import { MemoryCatalog } from "../../../src/server/catalog/memory-catalog.ts";
import { frameRows } from "../queries/frames.ts";

const catalogs: MemoryCatalog[] = [];
const catalogOf = (options?: CatalogOptions): MemoryCatalog => {
  const made = new MemoryCatalog(options);
  catalogs.push(made);
  return made;
};
afterEach(() => {
  for (const c of catalogs.splice(0)) c.close();
});

const frameFrom = (columns: Record<string, readonly unknown[] | Float64Array>): Frame =>
  (new DataFrame(columns as never).plan as { frame: Frame }).frame;
const ids = (...values: (number | null)[]): Frame => frameFrom({ id: values });
const held = (c: MemoryCatalog, name: string): unknown[] =>
  frameRows(c.snapshot().tables.get(name)?.frame ?? frameOf(schema([]), [])).map(([v]) => v);

test("tables are made, filled, replaced and dropped, by names in any case", () => {
  const c = catalogOf();
  c.change("a", (t) => t.put("Orders", ids(1, 2), "create"));
  expect(() => c.change("a", (t) => t.put("ORDERS", ids(1), "create"))).toThrow("ALREADY_EXISTS");
  c.change("a", (t) => t.put("orders", ids(3), "append"));
  expect(held(c, "orders")).toEqual([1, 2, 3]);
  expect(c.snapshot().tables.get("orders")?.name).toBe("Orders");
  expect([c.rows, c.bytes]).toEqual([3, 24]);
  c.change("a", (t) => t.put("orders", frameFrom({ x: ["a"] }), "replace"));
  expect(held(c, "orders")).toEqual(["a"]);
  c.change("a", (t) => t.drop("orders"));
  expect(() => c.change("a", (t) => t.drop("orders"))).toThrow('no table "orders"');
  expect(() => c.change("a", (t) => t.put("order", ids(1), "append"))).toThrow("NOT_FOUND");
  expect([c.rows, c.bytes, c.snapshot().tables.size]).toEqual([0, 0, 0]);
});

test("rows of another schema, and nulls where none may be, are refused", () => {
  const c = catalogOf();
  c.change("a", (t) => t.put("t", ids(1), "create", { required: new Set(["id"]), defaults: new Map() }));
  expect(c.snapshot().tables.get("t")?.frame.schema.fields[0]?.nullable).toBe(false);
  expect(() => c.change("a", (t) => t.put("t", frameFrom({ id: ["a"] }), "append"))).toThrow("SCHEMA_MISMATCH");
  expect(() => c.change("a", (t) => t.put("t", frameFrom({ other: [1] }), "append"))).toThrow("SCHEMA_MISMATCH");
  expect(() => c.change("a", (t) => t.put("t", ids(2, null), "append"))).toThrow("takes no nulls");
  expect(() => c.change("a", (t) => t.put(" ", ids(2), "create"))).toThrow("needs a name");
  expect(held(c, "t")).toEqual([1]);
});

test("a transaction sees its snapshot and its own changes; others see all of it or nothing", () => {
  const c = catalogOf();
  c.change("a", (t) => t.put("t", ids(1), "create"));
  const t = c.begin("a");
  t.put("t", ids(2), "append");
  t.put("u", ids(9), "create");
  c.change("b", (o) => o.put("v", ids(5), "create"));
  expect([...t.snapshot().tables.keys()]).toEqual(["t", "u"]);
  expect([...c.snapshot().tables.keys()]).toEqual(["t", "v"]);
  expect(held(c, "t")).toEqual([1]);
  const before = c.snapshot();
  t.commit();
  expect(held(c, "t")).toEqual([1, 2]);
  expect([...c.snapshot().tables.keys()].sort()).toEqual(["t", "u", "v"]);
  expect(before.tables.get("t")?.frame.rows).toBe(1);
  expect(() => t.snapshot()).toThrow("has ended");
  expect(() => t.commit()).toThrow("has ended");
  t.rollback();
});

test.each<[string, (c: MemoryCatalog) => void]>([
  ["changed", (c) => c.change("b", (t) => t.put("t", ids(7), "append"))],
  ["dropped", (c) => c.change("b", (t) => t.drop("t"))],
  [
    "dropped and made again",
    (c) => {
      c.change("b", (t) => t.drop("t"));
      c.change("b", (t) => t.put("t", ids(1), "create"));
    },
  ],
])("a commit over a table that another one %s is a conflict, and changes nothing", (_, other) => {
  const c = catalogOf();
  c.change("a", (t) => t.put("t", ids(1), "create"));
  const t = c.begin("a");
  t.put("t", ids(2), "append");
  t.put("u", ids(3), "create");
  other(c);
  const now = c.snapshot();
  expect(() => t.commit()).toThrow("CONFLICT");
  expect(c.snapshot()).toBe(now);
  expect([c.transactions, now.tables.has("u")]).toEqual([0, false]);
});

test("two that make one table conflict; two that change different ones do not", () => {
  const c = catalogOf();
  const [a, b, d] = [c.begin("a"), c.begin("b"), c.begin("d")];
  a.put("t", ids(1), "create");
  b.put("t", ids(2), "create");
  d.put("u", ids(3), "create");
  a.commit();
  expect(() => b.commit()).toThrow("CONFLICT");
  d.commit();
  expect([held(c, "t"), held(c, "u")]).toEqual([[1], [3]]);
});

test("savepoints are places to come back to", () => {
  const c = catalogOf();
  const t = c.begin("a");
  t.put("t", ids(1), "create");
  const one = t.savepoint("one");
  t.put("t", ids(2), "append");
  const two = t.savepoint("two");
  t.drop("t");
  t.rollbackTo(two);
  expect(t.snapshot().tables.get("t")?.frame.rows).toBe(2);
  t.rollbackTo("one");
  expect(t.snapshot().tables.get("t")?.frame.rows).toBe(1);
  expect(() => t.rollbackTo(two)).toThrow("no savepoint");
  t.release(one);
  expect(() => t.rollbackTo(one)).toThrow("no savepoint");
  t.commit();
  expect(held(c, "t")).toEqual([1]);
});

test("one user has a tenth of all transactions, in all sessions together; that of one statement needs no place", () => {
  const c = catalogOf({ transactions: 20 });
  const [first] = [c.begin("one", "ann"), c.begin("two", "ann")];
  expect(() => c.begin("three", "ann")).toThrow("you have 2 transactions open");
  c.begin("four", "bob");
  const t = c.alone("three");
  t.put("t", ids(1), "create");
  t.commit();
  expect(held(c, "t")).toEqual([1]);
  first?.rollback();
  c.begin("three", "ann");
  expect(c.transactions).toBe(3);
  for (let i = 0; i < 5; i++) c.begin("shared", "");
});

test("a transaction is its owner's, is bounded in number, and ends when nobody uses it", async () => {
  const c = catalogOf({ transactions: 2, idle: 60 });
  const [a] = [c.begin("a"), c.begin("b")];
  expect(c.transaction(a.id, "a")).toBe(a);
  expect(() => c.transaction(a.id, "b")).toThrow("NOT_FOUND");
  expect(() => c.begin("c")).toThrow("LIMIT_EXCEEDED");
  c.forget("b");
  c.begin("b");
  await new Promise((done) => setTimeout(done, 120));
  expect(c.transactions).toBe(0);
  expect(() => c.transaction(a.id, "a")).toThrow("NOT_FOUND");
  expect(() => a.put("t", ids(1), "create")).toThrow("has ended");
});

test("memory is bounded over all tables and open transactions, and nothing is half there", () => {
  const c = catalogOf({ bytes: 1000, tables: 3 });
  const rows = (n: number): Frame => frameFrom({ id: new Float64Array(n) });
  c.change("a", (t) => t.put("t", rows(50), "create"));
  const open = c.begin("a");
  open.put("u", rows(50), "create");
  expect(() => c.change("b", (t) => t.put("v", rows(50), "create"))).toThrow("LIMIT_EXCEEDED");
  expect(() => c.change("b", (t) => t.put("t", rows(50), "append"))).toThrow("LIMIT_EXCEEDED");
  expect([c.bytes, c.rows, c.snapshot().tables.size]).toEqual([400, 50, 1]);
  open.rollback();
  c.change("b", (t) => {
    t.drop("t");
    t.put("v", rows(120), "create");
  });
  expect(c.bytes).toBe(960);
  expect(() => c.change("b", (t) => ["x", "y", "z"].map((n) => t.put(n, rows(0), "create")))).toThrow("3 tables");
  expect(c.snapshot().tables.size).toBe(1);
});

test("appends share what was there, and many small ones become few batches", () => {
  const c = catalogOf();
  const large = frameFrom({ id: new Float64Array(100_000) });
  c.change("a", (t) => t.put("t", large, "create"));
  const first = c.snapshot().tables.get("t")?.frame.batches[0];
  for (let i = 0; i < 1000; i++) c.change("a", (t) => t.put("t", ids(i), "append"));
  const { frame, version } = c.snapshot().tables.get("t") as { frame: Frame; version: number };
  expect(frame.batches[0]).toBe(first);
  expect(frame.batches.length).toBeLessThan(14);
  expect(frame.rows).toBe(101_000);
  expect(held(c, "t").slice(-1000)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect(c.bytes).toBe(808_000);
  for (const { columns } of frame.batches.slice(0, 1))
    for (const col of columns) expect("values" in col && col.values.buffer instanceof SharedArrayBuffer).toBe(true);
  c.change("a", (t) => t.put("t", frameFrom({ id: new Float64Array(0) }), "append"));
  expect(c.snapshot().tables.get("t")?.version).toBe(version);
});

test("who listens hears of frames whose place others took", () => {
  const c = catalogOf();
  const gone: number[] = [];
  c.onChange((frames) => gone.push(...frames.map((f) => f.rows)));
  c.change("a", (t) => t.put("t", ids(1, 2), "create"));
  c.change("a", (t) => t.put("t", ids(1), "append"));
  c.change("a", (t) => t.drop("t"));
  expect(gone).toEqual([2, 3]);
});

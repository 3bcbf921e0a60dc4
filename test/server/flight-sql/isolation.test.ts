import { afterAll, beforeAll, expect, test } from "vitest";
import type { FlightSqlClient } from "../../../src/flight/sql/client.ts";
import { codeOfAsync } from "../../support/code-of.ts";
import { fc } from "../../support/property.ts";
import { all, asking } from "./asking.ts";
import { type Row, Serial } from "./serial.ts";
import { type Served, served } from "./served.ts";

const SESSIONS = 3;
const TABLES = ["a", "b"] as const;

let server: Served;
const clients: FlightSqlClient[] = [];
beforeAll(async () => {
  server = await served();
  for (let i = 0; i < SESSIONS; i++) clients.push(asking(server, `user ${i}`));
});
afterAll(async () => {
  for (const c of clients) await c.close();
  await server[Symbol.asyncDispose]();
});

interface Step {
  readonly who: number;
  readonly does: keyof typeof STEPS;
  readonly table: (typeof TABLES)[number];
  readonly n: number;
}

/** A session of the server beside what it should come to. */
class Both {
  readonly serial: Serial = new Serial(TABLES);
  readonly ends: { done: number; lost: number };
  readonly #open: (Uint8Array | undefined)[] = [];
  readonly #points: Uint8Array[][] = [];

  constructor(ends: Both["ends"]) {
    this.ends = ends;
  }

  #in(who: number): { readonly transaction?: Uint8Array } {
    const transaction = this.#open[who];
    return transaction === undefined ? {} : { transaction };
  }
  async run(who: number, text: string): Promise<number> {
    return Number(await (clients[who] as FlightSqlClient).executeUpdate(text, this.#in(who)));
  }
  async rows(who: number, text: string): Promise<readonly (readonly number[])[]> {
    const found = await all((clients[who] as FlightSqlClient).query(text, this.#in(who)));
    return found.map((row) => row.map(Number));
  }
  async begin(who: number): Promise<void> {
    this.#open[who] = await (clients[who] as FlightSqlClient).beginTransaction();
    this.#points[who] = [];
    this.serial.begin(who);
  }
  async end(who: number, how: "commit" | "rollback"): Promise<string> {
    const id = this.#open[who] as Uint8Array;
    this.#open[who] = undefined;
    return codeOfAsync(() => (clients[who] as FlightSqlClient)[how](id));
  }
  async commit(who: number): Promise<void> {
    const fine = this.serial.commit(who);
    this.ends[fine ? "done" : "lost"]++;
    expect(await this.end(who, "commit")).toBe(fine ? "none" : "CONFLICT");
  }
  async savepoint(who: number): Promise<void> {
    const id = await (clients[who] as FlightSqlClient).beginSavepoint(this.#open[who] as Uint8Array, "point");
    (this.#points[who] as Uint8Array[])[this.serial.savepoint(who)] = id;
  }
  async back(who: number, point: number): Promise<void> {
    await (clients[who] as FlightSqlClient).rollbackSavepoint((this.#points[who] as Uint8Array[])[point] as Uint8Array);
    this.serial.back(who, point);
  }
}

/** A change told as SQL, and as what it makes of the rows. */
async function changed(both: Both, { who, table }: Step, text: string, make: (rows: readonly Row[]) => readonly Row[]) {
  const before = both.serial.rows(who, table);
  const after = make(before);
  const gone = before.length - after.length;
  const count = gone !== 0 ? Math.abs(gone) : after.filter((r, i) => r !== before[i]).length;
  expect(await both.run(who, text)).toBe(count);
  if (count > 0) both.serial.put(who, table, after);
}

const STEPS = {
  begin: async (both: Both, { who }: Step) => {
    if (!both.serial.isOpen(who)) await both.begin(who);
  },
  commit: async (both: Both, { who }: Step) => {
    if (both.serial.isOpen(who)) await both.commit(who);
  },
  rollback: async (both: Both, { who }: Step) => {
    if (!both.serial.isOpen(who)) return;
    expect(await both.end(who, "rollback")).toBe("none");
    both.serial.rollback(who);
  },
  savepoint: async (both: Both, { who }: Step) => {
    if (both.serial.isOpen(who)) await both.savepoint(who);
  },
  back: async (both: Both, { who, n }: Step) => {
    const points = both.serial.points(who);
    if (points > 0) await both.back(who, n % points);
  },
  insert: (both: Both, step: Step) =>
    changed(
      both,
      step,
      `insert into ${step.table} values (${step.n}, ${step.who}), (${step.n + 1}, ${step.n})`,
      (rows) => [...rows, [step.n, step.who], [step.n + 1, step.n]],
    ),
  update: (both: Both, step: Step) =>
    changed(both, step, `update ${step.table} set value = value + ${step.n + 1} where id % 3 = ${step.n % 3}`, (rows) =>
      rows.map((r): Row => (r[0] % 3 === step.n % 3 ? [r[0], r[1] + step.n + 1] : r)),
    ),
  delete: (both: Both, step: Step) =>
    changed(both, step, `delete from ${step.table} where id = ${step.n}`, (rows) =>
      rows.filter(([id]) => id !== step.n),
    ),
  copy: async (both: Both, step: Step) => {
    const other = step.table === "a" ? "b" : "a";
    const more = both.serial.rows(step.who, other).filter(([id]) => id <= step.n);
    await changed(both, step, `insert into ${step.table} select * from ${other} where id <= ${step.n}`, (rows) => [
      ...rows,
      ...more,
    ]);
  },
  replace: async (both: Both, { who, table, n }: Step) => {
    await both.run(who, `create or replace table ${table} as select ${n} as id, ${who} as value`);
    both.serial.put(who, table, [[n, who]]);
  },
  failing: async (both: Both, { who, table }: Step) => {
    const text = `insert into ${table} values (1, 1), (3000000000, 1)`;
    expect(await codeOfAsync(() => both.run(who, text))).toBe("INVALID_CAST");
  },
  returning: async (both: Both, { who, table, n }: Step) => {
    const after = both.serial.rows(who, table).map((r): Row => (r[0] > n ? [r[0], r[1] - 1] : r));
    const touched = after.filter(([id]) => id > n);
    const text = `update ${table} set value = value - 1 where id > ${n} returning *`;
    expect(await both.rows(who, text)).toEqual(touched);
    if (touched.length > 0) both.serial.put(who, table, after);
  },
} as const;

const KINDS = Object.keys(STEPS) as readonly (keyof typeof STEPS)[];
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(SESSIONS - 1),
  does: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...KINDS) },
    { weight: 1, arbitrary: fc.constantFrom("begin", "commit") },
  ) as fc.Arbitrary<keyof typeof STEPS>,
  table: fc.constantFrom(...TABLES),
  n: fc.nat(6),
});

test("sessions that take turns read their snapshots with their own changes, and the first who commits wins", async () => {
  const ends = { done: 0, lost: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const both = new Both(ends);
      for (const t of TABLES) await both.run(0, `create or replace table ${t} (id int, value int)`);
      for (const s of steps) {
        await STEPS[s.does](both, s);
        // Whoever looks, sees what he should: who just moved, and another one.
        for (const who of [s.who, (s.who + 1) % SESSIONS])
          expect(await both.rows(who, `select * from ${s.table}`)).toEqual(both.serial.rows(who, s.table));
      }
      for (let who = 0; who < SESSIONS; who++) if (both.serial.isOpen(who)) await both.commit(who);
      for (const t of TABLES) expect(await both.rows(0, `select * from ${t}`)).toEqual(both.serial.rows(0, t));
    }),
    { numRuns: 30 },
  );
  expect(server.catalog.transactions).toBe(0);
  expect(Math.min(ends.done, ends.lost)).toBeGreaterThan(3);
}, 120_000);

test("sessions at once: what each moved is moved once, and nobody sees half of it", async () => {
  const [first] = clients as [FlightSqlClient];
  for (const t of TABLES) await first.executeUpdate(`create or replace table ${t} as select 1 as id, 500 as value`);
  const moved = { done: 0, lost: 0 };
  let moving = true;
  const mover = async (client: FlightSqlClient, moves: number): Promise<void> => {
    for (let i = 0; i < moves; ) {
      const transaction = await client.beginTransaction();
      const at = async (t: string): Promise<number> =>
        Number((await all(client.query(`select value from ${t}`, { transaction })))[0]?.[0]);
      const before = [await at("a"), await at("b")] as const;
      await client.executeUpdate("update a set value = value - 1", { transaction });
      await client.executeUpdate("update b set value = b.value + 1 from a where a.id = b.id", { transaction });
      expect([await at("a"), await at("b")]).toEqual([before[0] - 1, before[1] + 1]);
      const code = await codeOfAsync(() => client.commit(transaction));
      expect(code).toMatch(/^(none|CONFLICT)$/);
      if (code === "none") i++;
      moved[code === "none" ? "done" : "lost"]++;
    }
  };
  const sums = new Set<number>();
  const reader = async (client: FlightSqlClient): Promise<void> => {
    while (moving)
      sums.add(Number((await all(client.query("select a.value + b.value from a join b on a.id = b.id")))[0]?.[0]));
  };
  const readers = [reader(first)];
  try {
    await Promise.all(clients.map((c) => mover(c, 10)));
  } finally {
    moving = false;
  }
  await Promise.all(readers);
  expect([...sums]).toEqual([1000]);
  expect(moved.done).toBe(10 * SESSIONS);
  expect(moved.lost).toBeGreaterThan(0);
  expect((await all(first.query("select a.value, b.value from a, b")))[0]?.map(Number)).toEqual([
    500 - 10 * SESSIONS,
    500 + 10 * SESSIONS,
  ]);
}, 60_000);

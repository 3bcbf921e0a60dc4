/** What transactions over whole tables come to, one step after the other: snapshots, and the first who commits wins. */

export type Row = readonly [id: number, value: number];
interface Kept {
  readonly rows: readonly Row[];
  readonly version: number;
}
type Tables = Readonly<Record<string, Kept>>;

interface Open {
  readonly base: Tables;
  now: Tables;
  /** Where savepoints lead back to. */
  points: Tables[];
}

export class Serial {
  #tables: Tables;
  #versions = 0;
  readonly #open: Map<number, Open> = new Map();

  constructor(names: readonly string[]) {
    this.#tables = Object.fromEntries(names.map((n) => [n, { rows: [], version: 0 }]));
  }

  isOpen(who: number): boolean {
    return this.#open.has(who);
  }

  begin(who: number): void {
    this.#open.set(who, { base: this.#tables, now: this.#tables, points: [] });
  }

  rollback(who: number): void {
    this.#open.delete(who);
  }

  /** False where another one changed a table first that this one changed. */
  commit(who: number): boolean {
    const { base, now } = this.#open.get(who) as Open;
    this.#open.delete(who);
    const changed = Object.keys(now).filter((n) => now[n] !== base[n]);
    if (changed.some((n) => this.#tables[n] !== base[n])) return false;
    this.#tables = { ...this.#tables, ...Object.fromEntries(changed.map((n) => [n, now[n] as Kept])) };
    return true;
  }

  savepoint(who: number): number {
    const open = this.#open.get(who) as Open;
    return open.points.push(open.now) - 1;
  }

  back(who: number, point: number): void {
    const open = this.#open.get(who) as Open;
    open.now = open.points[point] as Tables;
    open.points = open.points.slice(0, point + 1);
  }

  points(who: number): number {
    return this.#open.get(who)?.points.length ?? 0;
  }

  rows(who: number, table: string): readonly Row[] {
    return ((this.#open.get(who)?.now ?? this.#tables)[table] as Kept).rows;
  }

  /** Puts other rows in a table's place, for whoever is in a transaction only there. */
  put(who: number, table: string, rows: readonly Row[]): void {
    const kept = { [table]: { rows, version: ++this.#versions } };
    const open = this.#open.get(who);
    if (open === undefined) this.#tables = { ...this.#tables, ...kept };
    else open.now = { ...open.now, ...kept };
  }
}

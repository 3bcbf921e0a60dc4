import { type Batch, batch } from "../../arrow/batch.ts";
import { bitsToRows, countBits } from "../../arrow/bitmap.ts";
import type { Column } from "../../arrow/column.ts";
import { fieldOf, schema } from "../../arrow/schema.ts";
import { takeColumn } from "../../arrow/take.ts";
import { kernels } from "../../kernels/memory.ts";
import type { RowTest } from "../../plan/table.ts";
import { type ColumnTask, decodeColumn, decodePiece, type PieceBytes } from "./decode-column.ts";
import { type Pass, PassSink } from "./pass-sink.ts";
import type { GroupRequest, LateTests } from "./plan-group.ts";
import { bitsWithout, rowCount } from "./row-ranges.ts";

/** Rows of a row group that passed. */
export interface Passed {
  /** A bit for each row of the group. */
  readonly bits: Uint8Array;
  readonly count: number;
  /** Columns of these rows that were made on the way. */
  readonly made: ReadonlyMap<string, Column>;
}

const allOf = (bits: Uint8Array | null, more: Uint8Array | null): Uint8Array | null => {
  if (bits === null || more === null) return bits ?? more;
  const out = new Uint8Array(Math.min(bits.length, more.length));
  for (let i = 0; i < out.length; i++) out[i] = (bits[i] as number) & (more[i] as number);
  return out;
};

/** Of the ones among `bits`, those that `found` has a one for. */
function refined(bits: Uint8Array, found: Uint8Array, rows: number): Uint8Array {
  const mark = kernels.mark();
  try {
    const out = kernels.push((rows >> 3) + 16);
    kernels.k.pqSpreadBits(kernels.put(found), kernels.put(bits), rows, out);
    return kernels.u8.slice(out, out + ((rows + 7) >> 3) + 1);
  } finally {
    kernels.reset(mark);
  }
}

/** A row group's rows that pass, column by column: what no row is left for is not decoded. */
class Late {
  readonly #request: GroupRequest;
  readonly #late: LateTests;
  readonly #tasks: readonly ColumnTask[];
  readonly #bytes: PieceBytes;
  readonly #made: Map<string, Column> = new Map();
  #bits: Uint8Array;
  count: number;

  constructor(request: GroupRequest, late: LateTests, tasks: readonly ColumnTask[], bytes: PieceBytes) {
    const { group, ranges } = request;
    this.#request = request;
    this.#late = late;
    this.#tasks = tasks;
    this.#bytes = bytes;
    this.count = rowCount(ranges);
    this.#bits = bitsWithout(new Uint8Array((this.count >> 3) + 2).fill(255), ranges, group.rows);
  }

  #task(column: string): ColumnTask {
    const task = this.#tasks[this.#late.schema.index.get(column) ?? -1] as ColumnTask;
    return this.count === rowCount(this.#request.ranges) ? task : { ...task, selected: this.#bits };
  }

  #narrow(bits: Uint8Array): void {
    const { rows } = this.#request.group;
    const count = countBits(bits, rows);
    if (count === this.count) return;
    this.#bits = bits;
    this.count = count;
  }

  /** Tests of one column, its values as they lie in the file; false where they cannot be. */
  async #column(name: string, tests: readonly RowTest[]): Promise<boolean> {
    const task = this.#task(name);
    const [piece] = task.pieces;
    if (piece === undefined || task.node.kind !== "leaf") return false;
    const one = schema([fieldOf(this.#late.schema, name)]);
    const pass: Pass = (c) =>
      tests.reduce<Uint8Array | null>((all, t) => allOf(all, t.pass(batch(one, [c], c.length))), null);
    const sinks: PassSink[] = [];
    const make = (): PassSink => {
      const sink = new PassSink(piece.leaf, rowCount(piece.rows), task.type, pass);
      sinks.push(sink);
      return sink;
    };
    await decodePiece(task, piece, this.#bytes, this.#request.host, make);
    const sink = sinks.pop() as PassSink;
    if (sink.failed) return false;
    const found = bitsWithout(sink.bits, piece.rows, this.#request.group.rows);
    this.#narrow(allOf(this.#bits, found) as Uint8Array);
    return true;
  }

  /** A test of columns, of which the rows that are left are made. */
  async #rows(test: RowTest): Promise<void> {
    const { columns, pass } = test;
    for (const name of columns)
      if (!this.#made.has(name))
        this.#made.set(name, await decodeColumn(this.#task(name), this.#bytes, this.#request.host));
    const own = schema(columns.map((name) => fieldOf(this.#late.schema, name)));
    const rows: Batch = batch(
      own,
      columns.map((name) => this.#made.get(name) as Column),
      this.count,
    );
    const found = pass(rows);
    if (found === null) return;
    const before = this.count;
    this.#narrow(refined(this.#bits, found, this.#request.group.rows));
    if (this.count === before) return;
    const left = bitsToRows(found, before);
    for (const [name, c] of this.#made) this.#made.set(name, takeColumn(c, left));
  }

  async run(): Promise<Passed> {
    const single = new Map<string, RowTest[]>();
    const rest: RowTest[] = [];
    for (const test of this.#late.tests) {
      const [name] = test.columns;
      if (test.columns.length !== 1 || name === undefined) rest.push(test);
      else single.set(name, [...(single.get(name) ?? []), test]);
    }
    const size = (name: string): number => this.#task(name).pieces.reduce((sum, p) => sum + p.chunk.compressed, 0);
    const order = [...single].sort(([a], [b]) => size(a) - size(b));
    for (const [name, tests] of order) {
      if (this.count === 0) break;
      if (!(await this.#column(name, tests))) rest.unshift(...tests);
    }
    for (const test of rest) if (this.count > 0) await this.#rows(test);
    return { bits: this.#bits, count: this.count, made: this.#made };
  }
}

/** The rows of a row group that pass its tests. */
export const passing = (
  request: GroupRequest,
  late: LateTests,
  tasks: readonly ColumnTask[],
  bytes: PieceBytes,
): Promise<Passed> => new Late(request, late, tasks, bytes).run();

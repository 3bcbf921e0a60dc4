import type { BoolColumn, Column } from "../../../arrow/column.ts";
import type { KeyIds } from "./key-ids.ts";

/** False, true, null. */
export class BoolIds implements KeyIds {
  count = 0;
  readonly bytes = 0;
  readonly #ids: Int32Array = new Int32Array(3).fill(-1);

  add(c: Column): Int32Array {
    return this.#fill(c as BoolColumn, true);
  }
  find(c: Column): Int32Array {
    return this.#fill(c as BoolColumn, false);
  }
  free(): void {
    this.#ids.fill(-1);
    this.count = 0;
  }

  #fill({ bits, validity, length }: BoolColumn, make: boolean): Int32Array {
    const ids = this.#ids;
    const out = new Int32Array(length);
    for (let i = 0; i < length; i++) {
      const valid = validity === null ? 1 : ((validity[i >> 3] as number) >> (i & 7)) & 1;
      const key = valid === 0 ? 2 : ((bits[i >> 3] as number) >> (i & 7)) & 1;
      let id = ids[key] as number;
      if (id < 0 && make) {
        id = this.count++;
        ids[key] = id;
      }
      out[i] = id;
    }
    return out;
  }
}

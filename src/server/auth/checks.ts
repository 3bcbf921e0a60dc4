import { PolaroidError } from "../../core/error.ts";
import { Turns } from "../queries/turns.ts";

/** Checks that wait: of callers at one address, and of all. */
const EACH = 64;
const ALL = 1024;

interface Check {
  readonly from: string;
  readonly run: () => Promise<void>;
}

/**
 * One check of a password at a time, those of each address in turn, and equal ones once: hashing takes the same threads as reading
 * files, and whoever sends wrong passwords would hold up everybody.
 */
export class Checks<T> {
  readonly #waiting: Turns<Check> = new Turns();
  readonly #from: Map<string, number> = new Map();
  readonly #known: Map<string, Promise<T>> = new Map();
  #running = false;

  /** `LIMIT_EXCEEDED` where too many wait. `what` tells equal checks. */
  do(what: string, from: string, check: () => Promise<T>): Promise<T> {
    const known = this.#known.get(what);
    if (known !== undefined) return known;
    const own = this.#from.get(from) ?? 0;
    if (own >= EACH || this.#waiting.size >= ALL)
      return Promise.reject(
        new PolaroidError("LIMIT_EXCEEDED", "too many passwords wait to be checked; try again later"),
      );
    this.#from.set(from, own + 1);
    const made = new Promise<T>((resolve, reject) => {
      this.#waiting.add(from, { from, run: () => check().then(resolve, reject) });
    }).finally(() => this.#known.delete(what));
    this.#known.set(what, made);
    if (!this.#running) void this.#go();
    return made;
  }

  async #go(): Promise<void> {
    this.#running = true;
    for (let next = this.#waiting.next(); next !== undefined; next = this.#waiting.next()) {
      await next.run();
      const left = (this.#from.get(next.from) ?? 1) - 1;
      if (left === 0) this.#from.delete(next.from);
      else this.#from.set(next.from, left);
    }
    this.#running = false;
  }
}

import { PolaroidError } from "../core/error.ts";
import { cancelled } from "../grpc/transport.ts";

interface Waiting {
  readonly go: () => void;
}

/** Lets so many through at once; others wait in their order. */
export class Gate {
  readonly #most: number;
  readonly #waiting: Set<Waiting> = new Set();
  #inside = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get inside(): number {
    return this.#inside;
  }

  /** Waits for a place; what it gives makes room again, once. */
  async enter(signal?: AbortSignal): Promise<() => void> {
    if (signal?.aborted === true) throw cancelled(signal);
    if (this.#inside >= this.#most)
      await new Promise<void>((resolve, reject) => {
        const onAbort = (): void => {
          this.#waiting.delete(one);
          reject(cancelled(signal as AbortSignal));
        };
        const one: Waiting = {
          go: () => {
            signal?.removeEventListener("abort", onAbort);
            resolve();
          },
        };
        this.#waiting.add(one);
        signal?.addEventListener("abort", onAbort, { once: true });
      });
    else this.#inside++;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const [next] = this.#waiting;
      if (next === undefined) this.#inside--;
      else {
        this.#waiting.delete(next);
        next.go();
      }
    };
  }
}

/** How a server that does not answer is left alone. */
export interface BreakerOptions {
  /** Calls in a row that found no server. */
  readonly failures: number;
  /** Milliseconds until one call tries again. */
  readonly rest: number;
}

/** Fails calls at once while a server is known not to answer; then one call tries whether it does again. */
export class Breaker {
  readonly #options: BreakerOptions;
  #failures = 0;
  #openUntil = 0;
  #trying = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  get state(): "closed" | "open" | "half-open" {
    if (this.#failures < this.#options.failures) return "closed";
    return performance.now() < this.#openUntil ? "open" : "half-open";
  }

  /** Asked before each call. */
  check(url: string): void {
    const { state } = this;
    if (state === "closed") return;
    if (state === "open" || this.#trying)
      throw new PolaroidError(
        "UNAVAILABLE",
        `${url} did not answer ${this.#failures} calls in a row; it is left alone for ${Math.max(0, Math.ceil(this.#openUntil - performance.now()))} ms`,
      );
    this.#trying = true;
  }

  /** Told how each call went; an answer of the server's is one, whatever it says. */
  done(answered: boolean): void {
    this.#trying = false;
    this.#failures = answered ? 0 : this.#failures + 1;
    if (this.#failures >= this.#options.failures) this.#openUntil = performance.now() + this.#options.rest;
  }
}

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { PolaroidError } from "../../core/error.ts";
import type { Known } from "./users.ts";

/** Tokens of one user at once; the one that nobody used for longest goes first. */
const EACH = 64;

interface Grant {
  readonly who: Known;
  readonly made: number;
  used: number;
}

/**
 * Bearer tokens that a password gave. One lives for as long as it is used within its time to live, and is given again for the
 * same user while it is young: callers who send a password with every call make no crowd of them.
 */
export class Granted {
  readonly #key: Buffer = randomBytes(32);
  readonly #ttl: number;
  readonly #now: () => number;
  /** Of each user, by the part that is drawn; in the order of their use. */
  readonly #users: Map<string, Map<string, Grant>> = new Map();
  readonly #owner: Map<string, string> = new Map();

  constructor(ttl: number, now: () => number = () => performance.now()) {
    this.#ttl = ttl;
    this.#now = now;
  }

  get size(): number {
    return this.#owner.size;
  }

  #signed(drawn: string): string {
    return `${drawn}.${createHmac("sha256", this.#key).update(drawn).digest("base64url")}`;
  }

  #drop(own: Map<string, Grant>, drawn: string): void {
    own.delete(drawn);
    this.#owner.delete(drawn);
  }

  /** A token for somebody who is believed. */
  give(who: Known): string {
    const now = this.#now();
    const own = this.#users.get(who.key) ?? new Map<string, Grant>();
    this.#users.set(who.key, own);
    for (const [drawn, grant] of own) {
      if (now - grant.used >= this.#ttl) this.#drop(own, drawn);
      else if (now - grant.made < this.#ttl / 2) {
        grant.used = now;
        return this.#signed(drawn);
      }
    }
    for (const [oldest] of own) if (own.size >= EACH) this.#drop(own, oldest);
    const drawn = randomBytes(18).toString("base64url");
    own.set(drawn, { who, made: now, used: now });
    this.#owner.set(drawn, who.key);
    return this.#signed(drawn);
  }

  /** Whose token it is, and its time begins again; null where it is none of these. `UNAUTHENTICATED` where its time was over. */
  check(token: string): Known | null {
    const drawn = token.slice(0, token.indexOf("."));
    const [given, right] = [Buffer.from(token), Buffer.from(this.#signed(drawn))];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    const own = this.#users.get(this.#owner.get(drawn) ?? "");
    const grant = own?.get(drawn);
    const now = this.#now();
    if (own === undefined || grant === undefined || now - grant.used >= this.#ttl) {
      if (own !== undefined) this.#drop(own, drawn);
      throw new PolaroidError(
        "UNAUTHENTICATED",
        `the token has expired: nobody used it for ${Math.round(this.#ttl / 1000)} s; log in again by user and password`,
      );
    }
    grant.used = now;
    own.delete(drawn);
    own.set(drawn, grant);
    return grant.who;
  }
}

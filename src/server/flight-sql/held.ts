import { randomUUID } from "node:crypto";
import { PolaroidError } from "../../core/error.ts";
import { text, utf8 } from "../../core/utf8.ts";

export interface HeldLimits {
  /** Milliseconds that one lives unused. */
  readonly ttl: number;
  readonly perOwner: number;
  readonly all: number;
}

/** Milliseconds between looks for what expired. */
const LOOK = 5_000;

interface Entry<T> {
  readonly owner: string;
  readonly value: T;
  expires: number;
  /** Its owner has all of it: it goes first where there is no room. */
  spent: boolean;
}

/** Things that callers hold by a handle nobody can guess; each is its owner's alone, and goes when nobody uses it. */
export class Held<T> {
  readonly #what: string;
  readonly #limits: HeldLimits;
  readonly #entries: Map<string, Entry<T>> = new Map();
  readonly #owners: Map<string, number> = new Map();
  readonly #gone: (value: T, handle: string) => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(what: string, limits: HeldLimits, gone: (value: T, handle: string) => void = () => undefined) {
    this.#what = what;
    this.#limits = limits;
    this.#gone = gone;
  }

  get size(): number {
    return this.#entries.size;
  }

  #full(owner: string): boolean {
    return this.#entries.size >= this.#limits.all || (this.#owners.get(owner) ?? 0) >= this.#limits.perOwner;
  }

  /** Holds something; its handle, as bytes. `LIMIT_EXCEEDED` where the owner or everybody has too many. */
  add(owner: string, value: T, handle: string = randomUUID()): Uint8Array {
    if (this.#full(owner)) this.sweep();
    if (this.#full(owner)) this.#clear(owner);
    if (this.#full(owner))
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `the session has ${this.#owners.get(owner) ?? 0} ${this.#what}s open and the server ${this.#entries.size}, as many as they may; close some`,
      );
    this.#entries.set(handle, { owner, value, expires: Date.now() + this.#limits.ttl, spent: false });
    this.#owners.set(owner, (this.#owners.get(owner) ?? 0) + 1);
    this.#look();
    return utf8(handle);
  }

  #entry(handle: Uint8Array, owner: string): Entry<T> | null {
    const id = handle.length > 64 ? "" : text(handle, 0, handle.length);
    const found = this.#entries.get(id);
    if (found === undefined || found.owner !== owner) return null;
    if (found.expires > Date.now()) return found;
    this.#drop(id);
    return null;
  }

  /** Its time begins again; null for those that are not there, expired or another's. */
  find(handle: Uint8Array, owner: string): T | null {
    const found = this.#entry(handle, owner);
    if (found === null) return null;
    found.expires = Date.now() + this.#limits.ttl;
    return found.value;
  }

  /** The same; `NOT_FOUND` where there is none. */
  get(handle: Uint8Array, owner: string): T {
    const found = this.find(handle, owner);
    if (found !== null) return found;
    throw new PolaroidError(
      "NOT_FOUND",
      `there is no such ${this.#what} in this session; it was closed, or it expired`,
    );
  }

  /** Tells that its owner got all of it: it stays as long as there is room. */
  spend(handle: Uint8Array, owner: string): void {
    const found = this.#entry(handle, owner);
    if (found !== null) found.spent = true;
  }

  /** Drops what owners have all of, where one has too many only that one's. */
  #clear(owner: string): void {
    const all = this.#entries.size >= this.#limits.all;
    for (const [id, e] of this.#entries) if (e.spent && (all || e.owner === owner)) this.#drop(id);
  }

  /** When something goes that is used now. */
  expiry(): Date {
    return new Date(Date.now() + this.#limits.ttl);
  }

  /** False where there was none. */
  close(handle: Uint8Array, owner: string): boolean {
    if (this.#entry(handle, owner) === null) return false;
    this.#drop(text(handle, 0, handle.length));
    return true;
  }

  #drop(id: string): void {
    const found = this.#entries.get(id);
    if (found === undefined) return;
    this.#entries.delete(id);
    const left = (this.#owners.get(found.owner) ?? 1) - 1;
    if (left === 0) this.#owners.delete(found.owner);
    else this.#owners.set(found.owner, left);
    this.#gone(found.value, id);
  }

  /** Drops all of an owner's. */
  forget(owner: string): void {
    if (this.#owners.has(owner)) for (const [id, e] of this.#entries) if (e.owner === owner) this.#drop(id);
  }

  /** What is held has tables of its moment, which go with it: looked after as long as there is something. */
  #look(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        this.sweep();
        if (this.#entries.size > 0) this.#look();
      },
      Math.min(this.#limits.ttl, LOOK),
    ).unref();
  }

  sweep(): void {
    const now = Date.now();
    for (const [id, e] of this.#entries) if (e.expires <= now) this.#drop(id);
  }
}

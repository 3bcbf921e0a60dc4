import { PolaroidError } from "../../core/error.ts";
import type { Plan } from "../../plan/node.ts";

/** What a handle is, as its owner sees it. */
export interface HandleInfo {
  readonly handle: string;
  /** What its last step is. */
  readonly kind: string;
  /** Milliseconds until it is dropped unless it is used. */
  readonly expiresIn: number;
  /** What is kept of it; 0 for a plan. */
  readonly rows: number;
  readonly bytes: number;
}

/** The rows that a handle keeps. */
export interface Kept {
  readonly rows: number;
  readonly bytes: number;
}
const NOTHING: Kept = Object.freeze({ rows: 0, bytes: 0 });

/** What all sessions share and are held to; times in milliseconds. */
export interface SessionLimits {
  /** Until a session that nobody uses ends. */
  readonly ttl: number;
  /** Until a handle that nobody uses is dropped. */
  readonly handleTtl: number;
  /** The longest of both that may be asked for. */
  readonly longestTtl: number;
  readonly sessions: number;
  /** Of one user, or one address where nobody is asked who he is, beside the one that is there without asking. */
  readonly sessionsPerUser: number;
  readonly handlesPerSession: number;
  /** Handles of all sessions. */
  readonly handles: number;
  /** Bytes of rows that handles and polled queries of all sessions keep. */
  readonly keptBytes: number;
}

/** What all sessions hold together. */
export interface Totals {
  handles: number;
  bytes: number;
}

/** Refuses rows that there is no room to keep. */
export function checkKept(bytes: number, totals: Totals, most: number): void {
  if (totals.bytes + bytes > most)
    throw new PolaroidError(
      "LIMIT_EXCEEDED",
      `${bytes} bytes of rows cannot be kept beside ${totals.bytes}; ${most} may be. Drop handles, or collect instead`,
    );
}

/** A handle of a session: nothing but this is held for one. */
class Entry {
  readonly plan: Plan;
  readonly kept: Kept;
  ttl: number;
  expires: number;

  constructor(plan: Plan, kept: Kept, ttl: number, now: number) {
    this.plan = plan;
    this.kept = kept;
    this.ttl = ttl;
    this.expires = now + ttl;
  }
}

/** The id of the session that a user has without asking for one. */
export const defaultId = (user: string): string => `of ${user}`;

/** One user's handles: each a UUID that stands for a plan, which never changes. */
export class Session {
  readonly id: string;
  readonly user: string;
  /** Who is held to a number of them. */
  readonly counted: string;
  readonly #limits: SessionLimits;
  readonly #totals: Totals;
  readonly #entries: Map<string, Entry> = new Map();
  readonly #ttl: number;
  #expires: number;
  #closed = false;
  #calls = 0;

  constructor(id: string, user: string, limits: SessionLimits, totals: Totals, ttl: number, counted: string) {
    this.id = id;
    this.user = user;
    this.counted = counted;
    this.#limits = limits;
    this.#totals = totals;
    this.#ttl = ttl;
    this.#expires = Date.now() + ttl;
  }

  /** Milliseconds that it lives unused. */
  get ttl(): number {
    return this.#ttl;
  }
  /** Whether all of the user's calls that name none share it. */
  get isDefault(): boolean {
    return this.id === defaultId(this.user);
  }
  get handles(): number {
    return this.#entries.size;
  }
  /** Whether it ended: closed, or unused for too long. */
  isOver(now: number): boolean {
    return this.#closed || (this.#calls === 0 && now >= this.#expires);
  }
  /** A call of it goes on: it does not expire meanwhile. */
  enter(): void {
    this.#calls++;
  }
  /** The call ended: its time begins. */
  leave(now: number): void {
    this.#calls--;
    this.use(now);
  }
  /** It is used: its time begins again. */
  use(now: number): void {
    this.#expires = now + this.#ttl;
  }

  /** A new handle for a plan, and the rows that it keeps. */
  add(plan: Plan, kept: Kept = NOTHING): string {
    const { handlesPerSession, handles, keptBytes, handleTtl } = this.#limits;
    if (this.#closed) throw new PolaroidError("NOT_FOUND", "the session was closed meanwhile");
    if (this.#entries.size >= handlesPerSession || this.#totals.handles >= handles)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `the session has ${this.#entries.size} handles and the server ${this.#totals.handles}, as many as they may; drop some`,
      );
    checkKept(kept.bytes, this.#totals, keptBytes);
    // As it comes it is a rope of twenty pieces, which is ten times as large.
    const id = Buffer.from(crypto.randomUUID(), "latin1").toString("latin1");
    this.#entries.set(id, new Entry(plan, kept, handleTtl, Date.now()));
    this.#totals.handles++;
    this.#totals.bytes += kept.bytes;
    return id;
  }

  #entry(id: string): Entry {
    const found = this.#entries.get(id);
    const now = Date.now();
    if (found !== undefined && found.expires > now) {
      found.expires = now + found.ttl;
      return found;
    }
    if (found !== undefined) this.drop(id);
    throw new PolaroidError(
      "NOT_FOUND",
      `there is no handle ${JSON.stringify(id.slice(0, 40))} in this session; it may have expired or been dropped`,
    );
  }

  /** The plan that a handle stands for; its time begins again. `NOT_FOUND` for expired ones and those of others. */
  plan(id: string): Plan {
    return this.#entry(id).plan;
  }

  /** Begins a handle's time again, with another time to live where one is given. */
  touch(id: string, ttl: number | null): HandleInfo {
    const entry = this.#entry(id);
    if (ttl !== null) {
      entry.ttl = Math.min(ttl, this.#limits.longestTtl);
      entry.expires = Date.now() + entry.ttl;
    }
    return infoOf(id, entry, Date.now());
  }

  /** False where there is none of this id. */
  drop(id: string): boolean {
    const found = this.#entries.get(id);
    if (found === undefined) return false;
    this.#entries.delete(id);
    this.#totals.handles--;
    this.#totals.bytes -= found.kept.bytes;
    return true;
  }

  list(): readonly HandleInfo[] {
    const now = Date.now();
    return [...this.#entries].filter(([, e]) => e.expires > now).map(([id, e]) => infoOf(id, e, now));
  }

  /** Drops what expired. */
  sweep(now: number): void {
    for (const [id, e] of this.#entries) if (e.expires <= now) this.drop(id);
  }

  /** Drops everything; how many handles that were. */
  close(): number {
    const n = this.#entries.size;
    for (const id of this.#entries.keys()) this.drop(id);
    this.#closed = true;
    return n;
  }
}

const infoOf = (handle: string, e: Entry, now: number): HandleInfo => ({
  handle,
  kind: e.plan.kind,
  expiresIn: Math.max(0, e.expires - now),
  ...e.kept,
});

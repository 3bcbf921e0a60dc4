import { PolaroidError } from "../../core/error.ts";
import { checkKept, defaultId, Session, type SessionLimits, type Totals } from "./session.ts";

const LIMITS: SessionLimits = {
  ttl: 3_600_000,
  handleTtl: 3_600_000,
  longestTtl: 7 * 86_400_000,
  sessions: 10_000,
  sessionsPerUser: 1_000,
  handlesPerSession: 100_000,
  handles: 500_000,
  keptBytes: 4e9,
};
/** Milliseconds between looks for what expired. */
const SWEEP = 5_000;

/**
 * The sessions of a server. A user without one has a default session, which no other user sees.
 * @example
 * using sessions = new Sessions({ handleTtl: 60_000 });
 * const session = sessions.create("ann");
 */
export class Sessions {
  readonly #limits: SessionLimits;
  readonly #byId: Map<string, Session> = new Map();
  readonly #totals: Totals = { handles: 0, bytes: 0 };
  readonly #timer: NodeJS.Timeout;
  readonly #told: ((session: Session) => void)[] = [];
  readonly #sweeps: (() => void)[] = [];

  constructor(limits: Partial<SessionLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
    this.#timer = setInterval(() => this.sweep(), SWEEP).unref();
  }

  get count(): number {
    return this.#byId.size;
  }
  /** Handles of all sessions. */
  get handles(): number {
    return this.#totals.handles;
  }
  /** Bytes of rows that are kept. */
  get bytes(): number {
    return this.#totals.bytes;
  }

  /** Keeps rows that are no handle's; gives what lets go of them. `LIMIT_EXCEEDED` where there is no room. */
  keep(bytes: number): () => void {
    checkKept(bytes, this.#totals, this.#limits.keptBytes);
    this.#totals.bytes += bytes;
    return () => {
      this.#totals.bytes -= bytes;
    };
  }

  /** Called with every session that ends, however it does. */
  onEnd(told: (session: Session) => void): void {
    this.#told.push(told);
  }

  /** Called every few seconds, for what else is held for sessions. */
  onSweep(sweep: () => void): void {
    this.#sweeps.push(sweep);
  }

  #open(id: string, user: string, ttl: number, counted: string): Session {
    if (this.#byId.size >= this.#limits.sessions) this.sweep();
    if (this.#byId.size >= this.#limits.sessions)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `the server has ${this.#byId.size} sessions, as many as it may; close one, or try again later`,
      );
    const session = new Session(id, user, this.#limits, this.#totals, ttl, counted);
    this.#byId.set(id, session);
    return session;
  }

  /** Sessions that somebody asked for; nobody in particular is held to the bound of all alone. */
  #made(counted: string): number {
    let n = 0;
    if (counted === "") return n;
    for (const s of this.#byId.values()) if (s.counted === counted && !s.isDefault) n++;
    return n;
  }

  /** A new session of a user; `ttl` in milliseconds is how long it lives unused, `counted` who it counts for. */
  create(user: string, ttl: number = this.#limits.ttl, counted: string = user): Session {
    if (this.#made(counted) >= this.#limits.sessionsPerUser) this.sweep();
    const made = this.#made(counted);
    if (made >= this.#limits.sessionsPerUser)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `you have ${made} sessions, as many as one user, or one address without a user, may; close some`,
      );
    return this.#open(crypto.randomUUID(), user, Math.min(Math.max(1, ttl), this.#limits.longestTtl), counted);
  }

  /** A user's session; without an id the default one. `NOT_FOUND` where it ended, or is another user's. */
  of(user: string, id = ""): Session {
    const now = Date.now();
    const found = this.#byId.get(id === "" ? defaultId(user) : id);
    if (found !== undefined && found.user === user && !found.isOver(now)) {
      found.use(now);
      return found;
    }
    if (found?.isOver(now)) this.close(found);
    if (id === "") return this.#open(defaultId(user), user, this.#limits.ttl, user);
    throw new PolaroidError(
      "NOT_FOUND",
      `there is no session ${JSON.stringify(id.slice(0, 40))} of yours; it may have expired. Create another one`,
    );
  }

  /** Ends a session; how many handles went with it. */
  close(session: Session): number {
    if (!this.#byId.delete(session.id)) return 0;
    const n = session.close();
    for (const told of this.#told) told(session);
    return n;
  }

  /** Drops sessions and handles whose time is over; called every few seconds. */
  sweep(): void {
    const now = Date.now();
    for (const session of this.#byId.values()) {
      if (session.isOver(now)) this.close(session);
      else session.sweep(now);
    }
    for (const sweep of this.#sweeps) sweep();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    for (const session of [...this.#byId.values()]) this.close(session);
  }
}

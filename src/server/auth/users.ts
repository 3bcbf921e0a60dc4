import { createHash, randomBytes, scrypt, scryptSync, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { PolaroidError } from "../../core/error.ts";
import type { Role } from "../who.ts";
import { roleOf } from "./roles.ts";

/** Somebody who is believed. */
export interface Known {
  /** The name by which others know him. */
  readonly user: string;
  /** How he is known and his name: people of one name who are known by other ways are other people. */
  readonly key: string;
  readonly role: Role;
}

const slowly = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>;
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const same = (a: Buffer, b: Buffer): boolean => timingSafeEqual(a, b);

/** Users by name and password: only salted hashes of passwords stay in memory. */
export class Users {
  readonly #salt: Buffer = randomBytes(16);
  readonly #nobody: Buffer = randomBytes(32);
  readonly #users: Map<string, { readonly role: Role; readonly hash: Buffer }> = new Map();
  // Hashing is slow on purpose; a pair that was believed once is believed again at once.
  readonly #believed: Map<string, Known> = new Map();

  /** NAME:PASSWORD[:ROLE] */
  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      const found = /^([^:]+):(.+?)(?::(read|write|admin))?$/.exec(entry);
      if (found === null)
        throw new PolaroidError("INVALID_ARGUMENT", "a user is written NAME:PASSWORD or NAME:PASSWORD:ROLE");
      const role = roleOf(found[3] ?? "write");
      this.#users.set(found[1] as string, { role, hash: this.#hash(found[2] as string) });
    }
  }

  #hash(password: string): Buffer {
    return scryptSync(password, this.#salt, 32);
  }

  get size(): number {
    return this.#users.size;
  }

  async check(user: string, password: string): Promise<Known | null> {
    const key = digest(`${user}\0${password}`).toString("base64");
    const known = this.#believed.get(key);
    if (known !== undefined) return known;
    const found = this.#users.get(user);
    // Somebody who is not there takes as long as a wrong password.
    const right = same(await slowly(password, this.#salt, 32), found?.hash ?? this.#nobody);
    if (found === undefined || !right) return null;
    const who = { user, key: `basic ${user}`, role: found.role };
    this.#believed.set(key, who);
    return who;
  }
}

/** Bearer tokens of the configuration: only their hashes stay in memory. */
export class Tokens {
  readonly #tokens: Map<string, Known> = new Map();

  /** TOKEN[:ROLE] */
  constructor(entries: readonly string[]) {
    for (const [i, entry] of entries.entries()) {
      const found = /^(.+?)(?::(read|write|admin))?$/.exec(entry);
      const user = `token ${i + 1}`;
      const who = { user, key: user, role: roleOf(found?.[2] ?? "write") };
      this.#tokens.set(digest(found?.[1] ?? "").toString("base64"), who);
    }
  }

  check(token: string): Known | null {
    return this.#tokens.get(digest(token).toString("base64")) ?? null;
  }
}

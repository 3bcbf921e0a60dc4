import { createHash, randomBytes, scrypt, scryptSync, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { PolaroidError } from "../../core/error.ts";
import type { Role } from "../who.ts";
import { Checks } from "./checks.ts";
import { roleOf } from "./roles.ts";

/** Somebody who is believed. */
export interface Known {
  /** The name by which others know him. */
  readonly user: string;
  /** How he is known and his name: people of one name who are known by other ways are other people. */
  readonly key: string;
  readonly role: Role;
}

/** What ends a line in a file or in a secret is no part of what it holds. */
const withoutEnd = (entry: string): string => entry.replace(/\r?\n$/, "");

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
  readonly #checks: Checks<Known | null> = new Checks();

  /** NAME:PASSWORD[:ROLE] */
  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      const found = /^([^:]+):(.+?)(?::(read|write|admin))?$/.exec(withoutEnd(entry));
      if (found === null)
        throw new PolaroidError("INVALID_ARGUMENT", "a user is written NAME:PASSWORD or NAME:PASSWORD:ROLE");
      const role = roleOf(found[3] ?? "write");
      if (this.#users.has(found[1] as string))
        throw new PolaroidError("INVALID_ARGUMENT", `the user ${JSON.stringify(found[1])} is given twice`);
      this.#users.set(found[1] as string, { role, hash: this.#hash(found[2] as string) });
    }
  }

  #hash(password: string): Buffer {
    return scryptSync(password, this.#salt, 32);
  }

  get size(): number {
    return this.#users.size;
  }

  /** `from` is where it comes from: `LIMIT_EXCEEDED` where too much waits that does. */
  async check(user: string, password: string, from: string): Promise<Known | null> {
    const key = digest(`${user}\0${password}`).toString("base64");
    const known = this.#believed.get(key);
    if (known !== undefined) return known;
    return this.#checks.do(key, from, () => this.#checked(user, password, key));
  }

  async #checked(user: string, password: string, key: string): Promise<Known | null> {
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
      const found = /^([\x21-\x7e]+?)(?::(read|write|admin))?$/.exec(withoutEnd(entry));
      const user = `token ${i + 1}`;
      if (found === null)
        throw new PolaroidError(
          "INVALID_ARGUMENT",
          `${user} is empty, or has blanks or letters that no header can hold`,
        );
      const who = { user, key: user, role: roleOf(found[2] ?? "write") };
      const key = digest(found[1] as string).toString("base64");
      const other = this.#tokens.get(key);
      if (other !== undefined) throw new PolaroidError("INVALID_ARGUMENT", `${user} is the same as ${other.user}`);
      this.#tokens.set(key, who);
    }
  }

  check(token: string): Known | null {
    return this.#tokens.get(digest(token).toString("base64")) ?? null;
  }
}

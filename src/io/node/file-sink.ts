import { randomBytes } from "node:crypto";
import { chmod, type FileHandle, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSink } from "../../core/host.ts";
import { fileError } from "./errors.ts";

/** Bytes that are written before the disk is told to begin. */
const FLUSH = 32 << 20;

interface Target {
  readonly path: string;
  readonly draft: string;
  readonly mode: number | null;
}

/** Where the bytes go before they are whole: beside the target, or into it where it is a pipe or a device. */
async function targetOf(path: string): Promise<Target> {
  const real = await realpath(path).catch(() => path);
  const found = await stat(real).catch(() => null);
  if (found?.isDirectory()) throw fileError(path, { code: "EISDIR" });
  if (found !== null && !found.isFile()) return { path: real, draft: real, mode: null };
  const draft = join(dirname(real), `.${basename(real).slice(0, 200)}.${randomBytes(6).toString("hex")}.tmp`);
  return { path: real, draft, mode: found === null ? null : found.mode & 0o7777 };
}

/** Some systems cannot sync a directory; the rename stands there without it. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

class FileSink implements ByteSink {
  readonly name: string;
  readonly #target: Target;
  readonly #handle: FileHandle;
  #open = true;
  /** Bytes since the last flush, and that one while it runs. */
  #since = 0;
  #flushing: Promise<void> | null = null;

  constructor(name: string, target: Target, handle: FileHandle) {
    this.name = name;
    this.#target = target;
    this.#handle = handle;
  }

  #checkOpen(): void {
    if (!this.#open) throw new PolaroidError("IO", `${this.name}: writing has ended already`);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#checkOpen();
    try {
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await this.#handle.write(bytes, at, Math.min(bytes.length - at, 1 << 30));
        at += bytesWritten;
      }
      this.#since += bytes.length;
      if (this.#since >= FLUSH) this.#flush();
    } catch (cause) {
      await this.abort();
      throw fileError(this.name, cause);
    }
  }

  /** Has the disk begin with what was written, so that there is less to wait for at the end. */
  #flush(): void {
    const { draft, path } = this.#target;
    if (this.#flushing !== null || draft === path) return;
    this.#since = 0;
    // What fails now fails again when all is synced.
    this.#flushing = this.#handle
      .datasync()
      .catch(() => {})
      .then(() => {
        this.#flushing = null;
      });
  }

  async commit(): Promise<void> {
    this.#checkOpen();
    const { path, draft, mode } = this.#target;
    try {
      await this.#flushing;
      if (draft !== path) await this.#handle.sync();
      if (mode !== null) await chmod(draft, mode);
      await this.#handle.close();
      if (draft !== path) {
        await rename(draft, path);
        await syncFolder(dirname(path));
      }
      this.#open = false;
    } catch (cause) {
      await this.abort();
      throw fileError(this.name, cause);
    }
  }

  async abort(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#flushing;
    await this.#handle.close().catch(() => {});
    if (this.#target.draft !== this.#target.path) await rm(this.#target.draft, { force: true }).catch(() => {});
  }
}

/** A file that appears, or replaces the old one, whole and synced when `commit` is called. */
export async function fileSink(path: string): Promise<ByteSink> {
  try {
    const target = await targetOf(path);
    return new FileSink(path, target, await open(target.draft, target.draft === target.path ? "w" : "wx"));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT")
      throw new PolaroidError("NOT_FOUND", `${path}: the folder ${dirname(path)} does not exist; make it first`, {
        cause,
      });
    throw fileError(path, cause);
  }
}

import { type FileHandle, open } from "node:fs/promises";
import { PolaroidError } from "../../core/error.ts";
import { fileError } from "./errors.ts";

const IDLE_MS = 100;

export interface FileIdentity {
  readonly size: number;
  readonly version: string;
  readonly regular: boolean;
}

/** Size and version of an open file; a directory is refused. */
export async function identify(path: string, handle: FileHandle): Promise<FileIdentity> {
  const stat = await handle.stat({ bigint: true });
  if (stat.isDirectory()) throw fileError(path, { code: "EISDIR" });
  return { size: Number(stat.size), version: `${stat.mtimeNs}-${stat.size}`, regular: stat.isFile() };
}

/** A file's descriptor, open only while it is in use, so that nothing depends on a caller closing it. */
export class LeasedHandle {
  readonly #path: string;
  readonly #version: string;
  #handle: Promise<FileHandle> | null;
  #users = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string, version: string, handle: FileHandle) {
    this.#path = path;
    this.#version = version;
    this.#handle = Promise.resolve(handle);
    this.#rest();
  }

  async #open(): Promise<FileHandle> {
    const handle = await open(this.#path, "r");
    try {
      const { version } = await identify(this.#path, handle);
      if (version !== this.#version)
        throw new PolaroidError("IO", `${this.#path} was changed while it was read; open it again`);
      return handle;
    } catch (cause) {
      await handle.close();
      throw cause;
    }
  }

  #rest(): void {
    this.#timer = setTimeout(() => void this.close(), IDLE_MS).unref();
  }

  /** Calls `work` with the open file. */
  async use<T>(work: (handle: FileHandle) => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    this.#users++;
    try {
      this.#handle ??= this.#open();
      return await work(await this.#handle);
    } catch (cause) {
      if (this.#users === 1) await this.close();
      throw fileError(this.#path, cause);
    } finally {
      this.#users--;
      if (this.#users === 0) this.#rest();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const handle = this.#handle;
    this.#handle = null;
    await handle?.then((h) => h.close()).catch(() => {});
  }
}

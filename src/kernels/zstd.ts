import { PolaroidError } from "../core/error.ts";
import { world } from "../core/world.ts";
import { compile, instantiate, type KernelMemory, kernels, SLACK } from "./memory.ts";
import type { ZstdKernels } from "./zstd-exports.gen.ts";

const PAGE = 65536;
const FAILURES: Readonly<Record<string, string>> = {
  "-1": "it is damaged or cut short",
  "-2": "it needs a dictionary, which is not supported",
  "-3": "it holds more than was promised",
  "-4": "its checksum does not match",
};

/** The status of frames that hold more than there is room for. */
export const ZSTD_FULL: number = -3;

/** What a negative status means, in words that follow a colon. */
export const zstdFailure = (status: number): string => FAILURES[status] ?? `status ${status}`;

/** Decodes frames of any size in memory that lives as long as the call; gives at most `most` bytes, or a status. */
function inflateApart(module: object, bytes: Uint8Array, most: number): Uint8Array | number {
  const memory = new world.WebAssembly.Memory({ initial: 16, maximum: 65536 });
  const k = instantiate<ZstdKernels>(module, memory);
  const src = PAGE + (k.zstdWorkspace() >>> 0) + SLACK;
  const end = src + bytes.length;
  const reach = (to: number): void => {
    const pages = Math.ceil((to - memory.buffer.byteLength) / PAGE);
    if (pages <= 0) return;
    try {
      memory.grow(pages);
    } catch (cause) {
      throw new PolaroidError("MEMORY_LIMIT", `there is no memory to inflate ${bytes.length} bytes of zstd`, { cause });
    }
  };
  reach(end + SLACK);
  new Uint8Array(memory.buffer).set(bytes, src);
  const bound = k.zstdBound(src, end);
  if (bound < 0) return bound;
  const dst = end + SLACK;
  const room = Math.min(bound, most);
  reach(dst + room + SLACK);
  k.zstdSetup(PAGE);
  const written = k.zstdDecode(PAGE, src, end, dst, dst + room);
  return written < 0 ? written : new Uint8Array(memory.buffer, dst, written).slice();
}

/** Zstandard's decoder (RFC 8878), a module beside the kernels on their memory. */
export class Zstd {
  readonly #memory: KernelMemory;
  readonly #module: object;
  readonly #k: ZstdKernels;
  readonly #workspace: number;

  constructor(memory: KernelMemory, module: object) {
    this.#memory = memory;
    this.#module = module;
    this.#k = memory.guest<ZstdKernels>(module);
    this.#workspace = memory.keep(this.#k.zstdWorkspace() >>> 0);
    this.#k.zstdSetup(this.#workspace);
  }

  /** Decodes all frames of [src, end) into [dst, dend); gives the bytes written, or a negative status. */
  decode(src: number, end: number, dst: number, dend: number): number {
    return this.#k.zstdDecode(this.#workspace, src, end, dst, dend);
  }

  /** Decodes bytes to scratch of the kernels' stack, which the caller resets; null where they are not `size` bytes. */
  push(bytes: Uint8Array, size: number): number | null {
    const memory = this.#memory;
    const dst = memory.push(size);
    const mark = memory.mark();
    const src = memory.put(bytes);
    const written = this.decode(src, src + bytes.length, dst, dst + size);
    memory.reset(mark);
    return written === size ? dst : null;
  }

  /** What frames hold, up to `size` bytes, in memory of its own; or a negative status. */
  inflate(bytes: Uint8Array, size: number): Uint8Array | number {
    const memory = this.#memory;
    const mark = memory.mark();
    try {
      const dst = memory.push(size);
      const src = memory.put(bytes);
      const written = this.decode(src, src + bytes.length, dst, dst + size);
      return written < 0 ? written : memory.u8.slice(dst, dst + written);
    } finally {
      memory.reset(mark);
    }
  }

  /** The same where the size is not known and may be large: the kernels' memory does not grow by it. */
  inflateAny(bytes: Uint8Array, most: number): Uint8Array | number {
    return inflateApart(this.#module, bytes, most);
  }
}

let loading: Promise<Zstd> | null = null;

/** The decoder on the kernels of this thread, loaded by the first that needs it. */
export function loadZstd(): Promise<Zstd> {
  loading ??= import("./zstd.gen.ts").then(({ ZSTD }) => new Zstd(kernels, compile(ZSTD)));
  return loading;
}

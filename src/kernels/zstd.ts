import { type KernelMemory, kernels } from "./memory.ts";
import type { ZstdKernels } from "./zstd-exports.gen.ts";

const FAILURES: Readonly<Record<string, string>> = {
  "-1": "the frame is damaged or cut short",
  "-2": "the frame needs a dictionary, which is not supported",
  "-3": "there is more data than was promised",
  "-4": "its checksum does not match",
};

/** What a negative result of `decode` means, for the end of a message. */
export const zstdFailure = (status: number): string => FAILURES[status] ?? `status ${status}`;

/** Zstandard's decoder (RFC 8878), a module beside the kernels on their memory. */
export class Zstd {
  readonly #memory: KernelMemory;
  readonly #k: ZstdKernels;
  readonly #workspace: number;

  constructor(memory: KernelMemory, code: string) {
    this.#memory = memory;
    this.#k = memory.guest<ZstdKernels>(code);
    this.#workspace = memory.alloc(this.#k.zstdWorkspace() >>> 0);
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
}

let loading: Promise<Zstd> | null = null;

/** The decoder on the kernels of this thread, loaded by the first that needs it. */
export function loadZstd(): Promise<Zstd> {
  loading ??= import("./zstd.gen.ts").then(({ ZSTD }) => new Zstd(kernels, ZSTD));
  return loading;
}

import { PolaroidError } from "../core/error.ts";
import { type WasmMemory, world } from "../core/world.ts";
import { KERNELS } from "./embedded.gen.ts";
import type { Kernels } from "./exports.gen.ts";

const PAGE = 65536;
const STACK = 8 << 20;
/** The end of the stack that only gives blocks past it marks that differ. */
const MARKS = 64 << 10;
/** Kernels may read and write this far past the end of what they were given. */
export const SLACK = 96;
const MAX_BYTES = 0xffff0000;

export interface Views {
  readonly u8: Uint8Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f64: Float64Array;
  readonly i64: BigInt64Array;
}

const viewsOf = (buffer: ArrayBufferLike): Views => ({
  u8: new Uint8Array(buffer),
  i32: new Int32Array(buffer),
  u32: new Uint32Array(buffer),
  f64: new Float64Array(buffer),
  i64: new BigInt64Array(buffer),
});

const tooMuch = (bytes: number): PolaroidError =>
  new PolaroidError("MEMORY_LIMIT", `the kernels' memory would pass 4 GiB (${bytes} more bytes were asked for)`);

/** A module of hexadecimal digits. */
export function compile(hex: string): object {
  const bytes = new Uint8Array(hex.length / 2);
  const digit = (at: number): number => (hex.charCodeAt(at) & 15) + (hex.charCodeAt(at) > 64 ? 9 : 0);
  for (let i = 0; i < bytes.length; i++) bytes[i] = digit(2 * i) * 16 + digit(2 * i + 1);
  return new world.WebAssembly.Module(bytes);
}

export const instantiate = <Exports>(module: object, memory: WasmMemory): Exports =>
  new world.WebAssembly.Instance(module, { env: { memory } }).exports as Exports;

/** Size classes: four a doubling, from 4 KiB. */
function classOf(bytes: number): number {
  const size = Math.max(bytes, 4096) - 1;
  const log = 31 - Math.clz32(size >>> 0);
  return (log - 11) * 4 + ((size >>> (log - 2)) & 3);
}
const classBytes = (c: number): number => {
  const log = (c >> 2) + 11;
  return 2 ** log + ((c & 3) + 1) * 2 ** (log - 2);
};

/**
 * One module's linear memory: a stack for what lives as long as one call, and pooled blocks for hash tables and the like.
 * Pointers are unsigned numbers. Every block has SLACK bytes of room behind it. Views die when memory grows: take them
 * from here each time, after the last allocation.
 */
export class KernelMemory {
  readonly k: Kernels;
  readonly #memory: WasmMemory;
  readonly #free: number[][] = [];
  readonly #sizes: Map<number, number> = new Map();
  #views: Views;
  #end: number;
  #limit: number;
  #stack: number;
  readonly #stackEnd: number;
  #overflow: { depth: number; ptr: number }[] = [];
  /** Bytes in blocks that are in use and will be freed. */
  used = 0;

  constructor(k: Kernels, memory: WasmMemory) {
    this.k = k;
    this.#memory = memory;
    this.#stack = (k.heapBase() + 63) & ~63;
    this.#stackEnd = this.#stack + STACK;
    this.#end = this.#stackEnd + SLACK;
    this.#limit = memory.buffer.byteLength;
    this.#views = viewsOf(memory.buffer);
    this.#reserve(0);
  }

  /** Starts another module, one without static data, on this memory. */
  guest<Exports>(module: object): Exports {
    return instantiate<Exports>(module, this.#memory);
  }

  get views(): Views {
    if (this.#views.u8.buffer !== this.#memory.buffer) this.#views = viewsOf(this.#memory.buffer);
    return this.#views;
  }
  get u8(): Uint8Array {
    return this.views.u8;
  }
  get bytes(): number {
    return this.#limit;
  }

  #reserve(bytes: number): void {
    const need = this.#end + bytes;
    if (need <= this.#limit) return;
    if (need > MAX_BYTES) throw tooMuch(bytes);
    const want = Math.min(MAX_BYTES, Math.max(need, Math.floor(this.#limit * 1.25)));
    const pages = Math.ceil((want - this.#limit) / PAGE);
    try {
      this.#memory.grow(pages);
    } catch (cause) {
      throw new PolaroidError("MEMORY_LIMIT", `the kernels' memory cannot grow by ${pages * PAGE} bytes`, { cause });
    }
    this.#limit = this.#memory.buffer.byteLength;
  }

  /** A block until `free`; its content is whatever was there. */
  alloc(bytes: number): number {
    if (bytes > MAX_BYTES - SLACK) throw tooMuch(bytes);
    const c = classOf(bytes + SLACK);
    const size = classBytes(c);
    const list = this.#free[c];
    let ptr = list?.pop();
    if (ptr === undefined) {
      this.#reserve(size);
      ptr = this.#end;
      this.#end += size;
      this.#sizes.set(ptr, c);
    }
    this.used += size;
    return ptr;
  }

  /** A block that is never given back, and so is not counted. */
  keep(bytes: number): number {
    const ptr = this.alloc(bytes);
    this.used -= classBytes(this.#sizes.get(ptr) as number);
    return ptr;
  }

  free(ptr: number): void {
    const c = this.#sizes.get(ptr);
    if (c === undefined) throw new PolaroidError("INTERNAL", `block ${ptr} was never allocated`);
    let list = this.#free[c];
    if (list === undefined) {
      list = [];
      this.#free[c] = list;
    }
    list.push(ptr);
    this.used -= classBytes(c);
  }

  /** The stack's top; give it back to `reset` when the call ends. */
  mark(): number {
    return this.#stack;
  }

  reset(mark: number): void {
    this.#stack = mark;
    while (this.#overflow.length > 0 && (this.#overflow[this.#overflow.length - 1]?.depth ?? 0) >= mark)
      this.free(this.#overflow.pop()?.ptr ?? 0);
  }

  /** Scratch until `reset`, aligned to 64 bytes. */
  push(bytes: number): number {
    const ptr = this.#stack;
    const next = ptr + ((bytes + SLACK + 63) & ~63);
    if (next <= this.#stackEnd - MARKS && bytes < STACK) {
      this.#stack = next;
      return ptr;
    }
    const block = this.alloc(bytes);
    this.#overflow.push({ depth: this.#stack, ptr: block });
    this.#stack = Math.min(this.#stack + 64, this.#stackEnd);
    return block;
  }

  /** Copies a view into scratch. */
  put(source: ArrayBufferView): number {
    const ptr = this.push(source.byteLength);
    this.write(ptr, source);
    return ptr;
  }

  write(ptr: number, source: ArrayBufferView): void {
    const { f64, i32, u8 } = this.views;
    // A small array has no buffer of its own until somebody asks for it.
    if (source instanceof Float64Array && (ptr & 7) === 0) f64.set(source, ptr / 8);
    else if (source instanceof Int32Array && (ptr & 3) === 0) i32.set(source, ptr / 4);
    else
      u8.set(
        source instanceof Uint8Array ? source : new Uint8Array(source.buffer, source.byteOffset, source.byteLength),
        ptr,
      );
  }

  /** Copies bytes out into a view of ordinary memory. */
  read(ptr: number, target: ArrayBufferView): void {
    const bytes =
      target instanceof Uint8Array ? target : new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    bytes.set(this.u8.subarray(ptr, ptr + bytes.length));
  }
}

function start(): KernelMemory {
  const memory = new world.WebAssembly.Memory({ initial: 160, maximum: 65536 });
  return new KernelMemory(instantiate<Kernels>(compile(KERNELS), memory), memory);
}

/** The kernels of this thread, ready once this module is. */
export const kernels: KernelMemory = start();

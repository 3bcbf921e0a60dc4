// What every target has and the portable build has no types for: declared structurally, reached through globalThis.
interface Decoder {
  decode(bytes: Uint8Array): string;
}
interface Encoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}
interface Wasm {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: object };
  Memory: new (limits: { initial: number; maximum?: number; shared?: boolean }) => WasmMemory;
}
interface Buffers {
  allocUnsafeSlow(bytes: number): { readonly buffer: ArrayBuffer };
}
interface World {
  /** Node's. */
  Buffer?: Buffers;
  TextDecoder: new (label: string, options?: { fatal?: boolean; ignoreBOM?: boolean }) => Decoder;
  TextEncoder: new () => Encoder;
  WebAssembly: Wasm;
  performance: { now(): number };
  crypto: { randomUUID(): string };
}

export const world: World = globalThis as unknown as World;

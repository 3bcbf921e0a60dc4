import { columnFrom } from "../../../arrow/build.ts";
import type { BytesColumn, Column } from "../../../arrow/column.ts";
import { typeFromJson, typeToJson } from "../../../arrow/json.ts";
import { jsonOf } from "../../../arrow/json-text.ts";
import { reinterpret } from "../../../arrow/reinterpret.ts";
import { Binary, Bool, type DataType, Int64, UInt8, Utf8 } from "../../../arrow/types.ts";
import { fromBase64, toBase64 } from "../../../core/base64.ts";
import { PolaroidError } from "../../../core/error.ts";
import { text, utf8 } from "../../../core/utf8.ts";
import { rowwise, type Settings, type Udf } from "./define.ts";

function occurs(x: Uint8Array, y: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at <= to; at++) {
    let k = 0;
    while (k < y.length && x[at + k] === y[k]) k++;
    if (k === y.length) return true;
  }
  return false;
}
const test = (where: (x: Uint8Array, y: Uint8Array) => boolean): Udf => rowwise([Binary, Binary], Bool, () => where);

const refused = ({ strict, encoding }: Settings): null => {
  if (strict === false) return null;
  throw new PolaroidError("INVALID_CAST", `a value is no ${String(encoding)}; with { strict: false } it gives null`);
};
function hex(text: string): Uint8Array | null {
  if (text.length % 2 === 1 || !/^[0-9a-fA-F]*$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}
function base64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const out = fromBase64(text);
  return toBase64(out) === text ? out : null;
}
const latin = (x: Uint8Array): string => {
  let out = "";
  for (const b of x) out += String.fromCharCode(b);
  return out;
};

/** A type as part of a UDF's name. */
export const typeCode = (type: DataType): string => latinHex(JSON.stringify(typeToJson(type)));
const latinHex = (t: string): string => [...utf8(t)].map((b) => b.toString(16).padStart(2, "0")).join("");
function typeOf(code: string): DataType {
  const bytes = Uint8Array.from(code.match(/../g) ?? [], (h) => Number.parseInt(h, 16));
  return typeFromJson(JSON.parse(text(bytes, 0, bytes.length)));
}

/** Bytes as values of the type in the name, or such values as JSON. */
export function typedBytes(name: string): Udf | undefined {
  const [, what, code] = /^(bytes_as|json_of)_([0-9a-f]+)$/.exec(name) ?? [];
  if (what === undefined || code === undefined) return undefined;
  const type = typeOf(code);
  if (what === "json_of")
    return {
      args: [type],
      gives: Utf8,
      run: ([c], length) => {
        const write = jsonOf(c as Column);
        return columnFrom(
          Array.from({ length }, (_, i) => write(i)),
          Utf8,
        );
      },
    };
  return {
    args: [Binary],
    gives: type,
    run: ([c], _, { endianness }) => reinterpret(c as BytesColumn, type, endianness === "big"),
  };
}

/** Functions of bytes. */
export const BYTES: Readonly<Record<string, Udf>> = {
  bytes_contain: test((x, y) => occurs(x, y, 0, x.length - y.length)),
  bytes_start: test((x, y) => x.length >= y.length && occurs(x, y, 0, 0)),
  bytes_end: test((x, y) => x.length >= y.length && occurs(x, y, x.length - y.length, x.length - y.length)),
  bytes_encode: rowwise([Binary], Utf8, () => (x: Uint8Array) => toBase64(x)),
  bytes_decode: rowwise(
    [Binary],
    Binary,
    (settings) => (x: Uint8Array) => (settings["encoding"] === "hex" ? hex : base64)(latin(x)) ?? refused(settings),
  ),
  bytes_get: rowwise([Binary, Int64], UInt8, ({ nullOnOob }) => (x: Uint8Array, index: bigint) => {
    const n = BigInt(x.length);
    const at = index < 0n ? index + n : index;
    if (at >= 0n && at < n) return x[Number(at)];
    if (nullOnOob === true) return null;
    throw new PolaroidError(
      "OUT_OF_RANGE",
      `index ${index} lies outside of ${n} bytes; with { nullOnOob: true } it gives null`,
    );
  }),
  bytes_cut: rowwise(
    [Binary, Int64, Int64],
    Binary,
    () => (x: Uint8Array, from: bigint, to: bigint) => x.slice(Number(from), Number(to)),
  ),
};

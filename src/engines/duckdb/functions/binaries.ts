import type { Rules } from "../../../engine/rules.ts";
import type { BinaryName } from "../../../expr/functions/binaries.ts";
import { stretch } from "../lists.ts";
import type { FunctionSql } from "../scope.ts";
import { typeCode } from "../udf/bytes.ts";
import { callUdf } from "../udf/define.ts";

const UNITS = ["b", "kb", "mb", "gb", "tb"];
const sized = (x: string): string => `octet_length(${x})`;

/** Bytes [start, end) of those there are. */
const cut = (x: string, offset: string, length: string | null): string => {
  const { start, end } = stretch(sized(x), offset, length);
  return callUdf("bytes_cut", [x, `(${start})::BIGINT`, `greatest(${start}, ${end})::BIGINT`]);
};
const bounded = (n: string): string => `least(greatest(${n}, -4294967296), 4294967296)`;
const NEGATIVE = "error('POLAROID:OUT_OF_RANGE:bin.slice takes a length from 0 on')";

/** The least and the greatest pass over nulls, a number of bytes that is null gives none. */
const end =
  (some: (x: string, n: string) => string): FunctionSql =>
  ([x, n]) =>
    `CASE WHEN ${n} IS NULL THEN NULL ELSE ${some(x as string, n as string)} END`;

const slice: FunctionSql = ([x, offset, length]) => {
  const all = cut(x as string, bounded(offset as string), null);
  if (length === undefined || length === "NULL") return all;
  const some = cut(x as string, bounded(offset as string), bounded(length));
  return `CASE WHEN ${x} IS NULL OR ${offset} IS NULL THEN NULL WHEN ${length} IS NULL THEN ${all} WHEN ${length} < 0 THEN ${NEGATIVE} ELSE ${some} END`;
};

export const BINARIES: Rules<BinaryName, FunctionSql> = {
  "bin.contains": (args) => callUdf("bytes_contain", args),
  "bin.startsWith": (args) => callUdf("bytes_start", args),
  "bin.endsWith": (args) => callUdf("bytes_end", args),
  "bin.size": ([x], c) => {
    const power = UNITS.indexOf(String(c.options["unit"] ?? "b"));
    return power <= 0
      ? `CAST(${sized(x as string)} AS UINTEGER)`
      : `${sized(x as string)}::DOUBLE / ${1024 ** power}::DOUBLE`;
  },
  "bin.encode": ([x], c) =>
    c.options["encoding"] === "hex" ? `lower(hex(${x}))` : callUdf("bytes_encode", [x as string]),
  "bin.decode": ([x], c) =>
    callUdf("bytes_decode", [x as string], { encoding: c.options["encoding"], strict: c.options["strict"] }),
  "bin.get": (args, c) => callUdf("bytes_get", args, { nullOnOob: c.options["nullOnOob"] === true }),
  "bin.head": end((x, n) =>
    cut(x, "0", `(CASE WHEN ${n} < 0 THEN greatest(${sized(x)} + ${bounded(n)}, 0) ELSE ${bounded(n)} END)`),
  ),
  "bin.tail": end((x, n) =>
    cut(x, `(CASE WHEN ${n} < 0 THEN -(${bounded(n)}) ELSE greatest(${sized(x)} - ${bounded(n)}, 0) END)`, null),
  ),
  "bin.slice": slice,
  "bin.reinterpret": ([x], c) =>
    callUdf(`bytes_as_${typeCode(c.type)}`, [x as string], { endianness: c.options["endianness"] }),
};

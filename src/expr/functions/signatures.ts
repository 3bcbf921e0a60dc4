import { isFloat, isInteger, isNumeric, isText, typeName } from "../../arrow/type-info.ts";
import { Bool, type DataType, Float64, Utf8 } from "../../arrow/types.ts";
import type { Arg, FunctionSpec } from "../function.ts";
import { common } from "../supertype.ts";

type Sign = FunctionSpec["signature"];

export const shown = (a: Arg | undefined): string =>
  a === undefined ? "nothing" : a.untyped && a.literal !== null && isNumeric(a.type) ? "number" : typeName(a.type);
export const argTypes = (args: readonly Arg[]): string => args.map(shown).join(", ");

/** Same type in and out, where `accepts` takes it. */
export const same =
  (accepts: (t: DataType) => boolean, wants: string): Sign =>
  (args) => {
    const type = (args[0] as Arg).type;
    return accepts(type) || type.id === "Null" ? { args: null, type } : `takes ${wants}, got ${argTypes(args)}`;
  };

/** One result type, whatever comes in where `accepts` takes it. */
export const gives =
  (result: DataType, accepts: (t: DataType) => boolean = () => true, wants = "any type"): Sign =>
  (args) => {
    const type = (args[0] as Arg).type;
    return accepts(type) || type.id === "Null" ? { args: null, type: result } : `takes ${wants}, got ${argTypes(args)}`;
  };

/** All arguments cast to their common type, which is the result's. */
export const commonType: Sign = (args) => {
  const type = common(args);
  return type === null ? `${argTypes(args)} have no common type` : { args: args.map(() => type), type };
};

/** Floats stay, other numbers become Float64. */
export const floating: Sign = (args) => {
  const type = (args[0] as Arg).type;
  if (!isNumeric(type) && type.id !== "Bool" && type.id !== "Null") return `takes numbers, got ${argTypes(args)}`;
  const to = isFloat(type) ? type : Float64;
  return { args: [to, ...args.slice(1).map((a) => a.type)], type: to };
};

/** Text in (Categorical and Enum too), `result` out; further arguments as they are named. */
export const text =
  (result: DataType, ...rest: DataType[]): Sign =>
  (args) => {
    if (!isText((args[0] as Arg).type) && (args[0] as Arg).type.id !== "Null")
      return `takes text, got ${shown(args[0])}`;
    for (let i = 0; i < rest.length; i++) {
      const want = rest[i] as DataType;
      const got = args[i + 1];
      if (got === undefined || got.type.id === "Null") continue;
      const fine =
        want.id === "Utf8" ? isText(got.type) : isInteger(want) ? isInteger(got.type) : got.type.id === want.id;
      if (!fine) return `takes ${typeName(want)} as argument ${i + 1}, got ${shown(got)}`;
    }
    return { args: args.map((_, i) => (i === 0 ? Utf8 : (rest[i - 1] ?? Utf8))), type: result };
  };

export const logical: Sign = (args) => {
  for (const a of args) if (a.type.id !== "Bool" && a.type.id !== "Null") return `takes Bool, got ${argTypes(args)}`;
  return { args: args.map(() => Bool), type: Bool };
};

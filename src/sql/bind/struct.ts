import { call, type Expr } from "../../expr/node.ts";

/** Values as the fields of a struct. */
export const structOf = (fields: readonly { readonly name: string; readonly value: Expr }[]): Expr =>
  call(
    "struct",
    fields.map((f) => f.value),
    { names: fields.map((f) => f.name) },
  );

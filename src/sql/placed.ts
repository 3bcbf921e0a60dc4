import { PolaroidError } from "../core/error.ts";
import { resolveOne } from "../expr/resolve.ts";
import type { Binder, Made } from "./bind/env.ts";
import { schemaIn } from "./bind/relation.ts";
import { columnName } from "./print/column-name.ts";

/** So many parts are tried to find the one that is wrong. */
const TRIED = 20_000;
const sentence = (e: PolaroidError): string => (e.detail.split("\n")[0] as string).replace(/, in column ".*"$/s, "");
const hasPlace = (e: PolaroidError): boolean =>
  typeof (e.cause as { offset?: unknown } | undefined)?.offset === "number";

function fails({ expr, rel }: Made, like: PolaroidError): boolean {
  try {
    resolveOne(expr, schemaIn(rel));
    return false;
  } catch (cause) {
    return cause instanceof PolaroidError && cause.code === like.code && sentence(cause) === sentence(like);
  }
}

/** An error of a plan that was made of a text, with the place of the part that is wrong. */
export function placed(cause: unknown, { source, made }: Pick<Binder, "source" | "made">): unknown {
  if (!(cause instanceof PolaroidError) || hasPlace(cause) || made.length === 0) return cause;
  if (cause.code === "INTERNAL" || cause.code === "NOT_LOADED") return cause;
  const found = made.slice(0, TRIED).find((m) => fails(m, cause));
  const { ast } = found ?? (made.at(-1) as Made);
  const where = found === undefined ? "" : `${columnName(ast).slice(0, 60)}: `;
  return source.error(ast, `${where}${sentence(cause)}`, cause.code);
}

import type { Enum } from "../../arrow/types.ts";
import { textLiteral } from "./quote.ts";

const listed = (type: Enum): string => `[${type.categories.map(textLiteral).join(", ")}]`;

/** Text of an Enum as its place among the categories, so that order is the categories'. */
export const enumRank = (sql: string, type: Enum): string => `list_position(${listed(type)}, ${sql})`;
/** The category at a place. */
export const enumText = (rank: string, type: Enum): string => `list_extract(${listed(type)}, ${rank})`;

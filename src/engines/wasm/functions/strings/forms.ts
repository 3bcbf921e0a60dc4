import { mapped } from "./case.ts";
import { isAscii } from "./search.ts";
import type { OfText } from "./texts.ts";

const SPECIAL = /[\\.+*?()|[\]{}^$#&\-~]/g;

/** What a regular expression takes literally. */
export const escapeRegex: OfText = (c) => mapped(c, (t) => t.replace(SPECIAL, "\\$&"));

/** A normal form of Unicode; ASCII is in all of them. */
export const normalize: OfText = (c, _, { options }) =>
  isAscii(c) ? c : mapped(c, (t) => t.normalize(String(options.form ?? "NFC")));

import { readFileSync } from "node:fs";
import { beside } from "./beside.ts";

let known: string | null = null;

/** The package's own version; 0 in somebody's bundle, which has no manifest of ours. */
export function release(): string {
  if (known === null) {
    const place = beside(import.meta.url, { source: "../../../package.json", built: "../package.json" });
    known = place === null ? "0" : (JSON.parse(readFileSync(place, "utf8")) as { readonly version: string }).version;
  }
  return known;
}

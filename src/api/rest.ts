import { installAll } from "../engines/wasm/all.ts";
import * as rare from "./rare/index.ts";
import { RARE } from "./rare.ts";

/** Everything that a page has not from the start. */
export function installRest(): void {
  installAll();
  RARE.install(rare);
}

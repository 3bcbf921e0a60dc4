import { installAll } from "../engines/wasm/all.ts";
import { constantColumn, partitionFields, partitionValue } from "../formats/hive.ts";
import { PARTITIONED } from "../formats/partitioned.ts";
import { mayPass } from "../formats/prune.ts";
import * as rare from "./rare/index.ts";
import { RARE } from "./rare.ts";

/** Everything that a page has not from the start. */
export function installRest(): void {
  installAll();
  RARE.install(rare);
  PARTITIONED.install({ constantColumn, partitionFields, partitionValue, mayPass });
}

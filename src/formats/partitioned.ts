import { type Later, later } from "../core/later.ts";
import type { constantColumn, partitionFields, partitionValue } from "./hive.ts";
import type { mayPass } from "./prune.ts";

/** What folders say of their files: pages have none, so it comes with the rest. */
export const PARTITIONED: Later<{
  readonly constantColumn: typeof constantColumn;
  readonly partitionFields: typeof partitionFields;
  readonly partitionValue: typeof partitionValue;
  readonly mayPass: typeof mayPass;
}> = later("reading of partitions");

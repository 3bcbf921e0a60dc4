import { readIpc } from "../../src/node.ts";
import type { Case, Files } from "../case.ts";

export const question: Case = {
  polaroid: ({ ipc }: Files<"ipc">) => readIpc(ipc),
  polars: `pl.read_ipc(ipc)`,
  pyarrow: `feather.read_table(ipc, memory_map=False)`,
};

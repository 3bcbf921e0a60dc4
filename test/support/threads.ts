import { expect } from "vitest";
import { nodeHost } from "../../src/io/node/host.ts";
import { configure } from "../../src/node.ts";

/** With two threads that are up. */
export async function threaded(): Promise<void> {
  configure({ threads: 2 });
  nodeHost.threads?.start();
  for (const end = Date.now() + 10_000; nodeHost.threads?.size !== 2 && Date.now() < end; )
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(nodeHost.threads?.size).toBe(2);
}

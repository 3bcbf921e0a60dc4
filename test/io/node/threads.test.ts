import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { WorkerThreads } from "../../../src/io/node/threads.ts";

const FIXTURE = new URL("./fixtures/thread.ts", import.meta.url);

function pool(entry: URL = FIXTURE, most = 2): WorkerThreads {
  const threads = new WorkerThreads(entry);
  threads.limit(most);
  threads.start();
  return threads;
}

async function up(threads: WorkerThreads, size = 2): Promise<WorkerThreads> {
  const end = Date.now() + 5000;
  while (threads.size < size && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(threads.size).toBe(size);
  return threads;
}

describe("worker threads", () => {
  test("jobs are answered, each its own, whatever their order", async () => {
    const threads = await up(pool());
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => threads.run(i % 3 === 0 ? "slow" : "echo", i, [])),
    );
    expect(answers).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  test("jobs given before the threads are up wait for them", async () => {
    const threads = pool();
    expect(threads.size).toBe(0);
    expect(await threads.run("echo", "early", [])).toBe("early");
  });

  test("what a job throws keeps its code", async () => {
    const threads = await up(pool());
    await expect(threads.run("fail", null, [])).rejects.toMatchObject({ code: "CORRUPT", detail: "broken" });
  });

  test("buffers move", async () => {
    const threads = await up(pool());
    const bytes = new Uint8Array([1, 2, 3]);
    expect(await threads.run("echo", bytes, [bytes.buffer])).toEqual(new Uint8Array([1, 2, 3]));
    expect(bytes.length).toBe(0);
  });

  test.each(["die", "throw"])("a thread that ends at work (%s) fails its jobs, and the pool heals", async (how) => {
    const threads = await up(pool());
    const jobs = [threads.run(how, null, []), ...Array.from({ length: 8 }, (_, i) => threads.run("echo", i, []))];
    const settled = await Promise.allSettled(jobs);
    expect(settled[0]).toMatchObject({ status: "rejected", reason: { code: "INTERNAL" } });
    for (const one of settled.slice(1))
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "INTERNAL" });
    threads.start();
    await up(threads);
    expect(await threads.run("echo", "again", [])).toBe("again");
  });

  test("an input that cannot be sent is an error of its job alone", async () => {
    const threads = await up(pool());
    await expect(threads.run("echo", () => 1, [])).rejects.toMatchObject({ code: "INTERNAL" });
    expect(await threads.run("echo", 1, [])).toBe(1);
  });

  test("where no thread can be had, jobs fail and nothing hangs", async () => {
    const threads = pool(new URL("./fixtures/missing.ts", import.meta.url));
    await expect(threads.run("echo", 1, [])).rejects.toMatchObject({ code: "INTERNAL" });
    expect(threads.size).toBe(0);
  });

  test("a limit of 1 is the calling thread alone", async () => {
    const threads = pool(FIXTURE, 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(threads.size).toBe(0);
  });

  test("a process ends by itself, whether its threads had work or not", () => {
    const module = JSON.stringify(new URL("../../../src/io/node/threads.ts", import.meta.url).href);
    const entry = JSON.stringify(FIXTURE.href);
    for (const work of ["", 'await threads.run("echo", 1, []);']) {
      const text = `import { WorkerThreads } from ${module};
        const threads = new WorkerThreads(new URL(${entry}));
        threads.limit(2);
        threads.start();
        ${work}
        for (let i = 0; i < 100 && threads.size < 2; i++) await new Promise((go) => setTimeout(go, 20));
        console.log(threads.size);`;
      const ended = spawnSync(process.execPath, ["--input-type=module", "-e", text], {
        encoding: "utf8",
        timeout: 8000,
      });
      expect({ code: ended.status, out: ended.stdout.trim() }).toEqual({ code: 0, out: "2" });
    }
  });
});

describe("threads that are lent", () => {
  test("a job is waited for while this thread holds still, and one thread is left to the others", async () => {
    const threads = await up(pool());
    expect(threads.idle).toBe(1);
    const job = threads.lend("slow", [1, 2]);
    expect(threads.idle).toBe(1);
    expect(job?.wait()).toEqual([1, 2]);
    expect(await threads.run("echo", 3, [])).toBe(3);
  });

  test("what it throws is thrown, and what cannot be sent keeps nobody", async () => {
    const threads = await up(pool());
    expect(() => threads.lend("fail", null)?.wait()).toThrow("broken");
    expect(() => threads.lend("echo", () => 1)).toThrow();
    expect(threads.lend("echo", "again")?.wait()).toBe("again");
  });

  test.each(["die", "throw"])("a thread that ends at work (%s) is told at once, and the pool heals", async (how) => {
    const threads = await up(pool());
    const started = Date.now();
    expect(() => threads.lend(how, null)?.wait()).toThrow("ended at work");
    expect(Date.now() - started).toBeLessThan(5000);
    threads.start();
    await up(threads);
    expect(await threads.run("echo", "again", [])).toBe("again");
  });

  test("none is lent before it is up, or where one thread does all", () => {
    const threads = new WorkerThreads(FIXTURE);
    threads.limit(1);
    expect(threads.start()).toBe(false);
    expect([threads.idle, threads.lend("echo", 1)]).toEqual([0, null]);
  });
});

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { configOf, SETTINGS, variableOf } from "../../src/server/config.ts";
import { startServer } from "../../src/server/server.ts";
import { certificates } from "../support/certificates.ts";
import { dclint, hadolint, promql, promtool, ROOT, type Tool, yaml } from "./tools.ts";

const text = (file: string): string => readFileSync(join(ROOT, file), "utf8");
/** A test that needs a program, or one that says how to get it. */
function needing(found: Tool, name: string, run: (path: string) => void | Promise<void>): void {
  if ("reason" in found) test(`skipped: ${found.reason}`, ({ skip }) => skip());
  else test(name, () => run(found.path));
}
const said = (path: string, ...args: readonly string[]): readonly [number | null, string] => {
  const { status, stdout, stderr } = spawnSync(path, args, { cwd: ROOT, encoding: "utf8" });
  return [status, `${stdout}${stderr}`.trim()];
};

needing(hadolint(), "hadolint has nothing to say of the Dockerfile", (path) => {
  expect(said(path, "Dockerfile")).toEqual([0, ""]);
});

needing(dclint(), "dclint has nothing to say of docker-compose.yml", (path) => {
  expect(said(path, "--config", "ops/dclint.json", "--max-warnings", "0", "docker-compose.yml")).toEqual([0, ""]);
});

needing(promtool(), "promtool takes prometheus.yml", (path) => {
  const [status, output] = said(path, "check", "config", "ops/prometheus.yml");
  expect(output).toContain("SUCCESS");
  expect(status).toBe(0);
});

test("the image has the packages that the library asks for, its port and its variables", () => {
  const file = text("Dockerfile");
  const { peerDependencies } = JSON.parse(text("package.json")) as {
    readonly peerDependencies: Record<string, string>;
  };
  const installed = [...file.matchAll(/ ((?:@[\w-]+\/)?[\w-]+)@(\d+)/g)].map(([, name, major]) => [name, major]);
  const asked = Object.entries(peerDependencies).map(([name, range]) => [name, /\d+/.exec(range)?.[0]]);
  // Rows of apache-arrow are taken from callers; a server has none.
  expect(installed.sort()).toEqual(asked.filter(([name]) => name !== "apache-arrow").sort());
  expect(file).toContain(`EXPOSE ${SETTINGS.port.default}\n`);
  expect(file).toContain(`://127.0.0.1:${"$"}{port || ${SETTINGS.port.default}}/healthz`);
  const known = new Set(Object.keys(SETTINGS).map(variableOf));
  const used = [...`${file}${text("docker-compose.yml")}`.matchAll(/\bPOLAROID_\w+/g)].map(([name]) => name);
  expect(used.length).toBeGreaterThan(2);
  expect(used.filter((name) => !known.has(name))).toEqual([]);
});

const probe = /^HEALTHCHECK .*? CMD (\[.*\])$/m.exec(text("Dockerfile"))?.[1] ?? "[]";
const made = certificates();
test.each([
  ["in clear", {}],
  ...(made === null
    ? []
    : [["by TLS", { cert: join(made.folder, "server.crt"), key: join(made.folder, "server.key") }]]),
] as [string, { readonly cert?: string; readonly key?: string }][])(
  "the image's probe goes by its settings: %s",
  async (_, tls) => {
    const flags = tls.cert === undefined ? {} : { "tls-cert": [tls.cert], "tls-key": [tls.key as string] };
    const server = await startServer(configOf({ port: ["0"], workers: ["1"], "log-level": ["silent"], ...flags }));
    const [program, ...args] = JSON.parse(probe) as [string, ...string[]];
    expect(program).toBe("node");
    const env = { ...process.env, POLAROID_PORT: String(server.port), POLAROID_TLS_CERT: tls.cert ?? "" };
    const run = async (): Promise<number> => (await once(spawn(process.execPath, args, { env }), "exit"))[0] as number;
    expect(await run()).toBe(0);
    await server.close();
    expect(await run()).toBe(1);
  },
);

interface Service {
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly stop_grace_period?: string;
}
needing(yaml(), "what one file says of another is so", async (path) => {
  const { parse } = (await import(pathToFileURL(join(path, "dist", "index.js")).href)).default as {
    parse(text: string): unknown;
  };
  const { services } = parse(text("docker-compose.yml")) as { readonly services: Record<string, Service> };
  const scraped = parse(text("ops/prometheus.yml")) as {
    readonly scrape_configs: readonly { readonly static_configs: readonly { readonly targets: readonly string[] }[] }[];
  };
  const provisioned = parse(text("ops/grafana/provisioning/datasources/prometheus.yml")) as {
    readonly datasources: readonly { readonly uid: string; readonly url: string }[];
  };
  const ports = Object.entries(services).map(([name, s]) => `${name}:${s.ports?.[0]?.split(":").at(-1)}`);
  const targets = scraped.scrape_configs.flatMap((c) => c.static_configs.flatMap((s) => s.targets));
  expect(targets).toEqual([`polaroid:${SETTINGS.port.default}`]);
  for (const at of [...targets, ...provisioned.datasources.map((d) => new URL(d.url).host)])
    expect(ports).toContain(at);
  // A folder of the user's own data need not be there.
  const mounted = Object.values(services).flatMap((s) => s.volumes ?? []);
  for (const volume of mounted.map((v) => v.split(":")[0] as string).filter((v) => v !== "./data"))
    expect([volume, existsSync(join(ROOT, volume))]).toEqual([volume, true]);
  expect(mounted.map((v) => v.split(":").at(-1))).toEqual(mounted.map(() => "ro"));
  // The server has its grace before it is killed.
  const grace = /^(\d+)s$/.exec(services["polaroid"]?.stop_grace_period ?? "")?.[1];
  expect(Number(grace) * 1000).toBeGreaterThan(SETTINGS.grace.default);
});

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig: { readonly defaults: { readonly unit?: string } };
  readonly targets: readonly { readonly refId: string; readonly expr: string; readonly legendFormat?: string }[];
}
describe("the dashboard", () => {
  const { panels, uid, schemaVersion } = JSON.parse(text("ops/grafana/dashboards/polaroid.json")) as {
    readonly panels: readonly Panel[];
    readonly uid: string;
    readonly schemaVersion: number;
  };

  test("its panels are each their own, side by side, and of the source that is set up", () => {
    expect([uid, schemaVersion > 30, panels.length > 5]).toEqual(["polaroid", true, true]);
    expect(new Set(panels.map((p) => p.id)).size).toBe(panels.length);
    expect(new Set(panels.map((p) => p.title)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, i) => `${x + (i % w)} ${y + Math.floor(i / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
    const provisioned = text("ops/grafana/provisioning/datasources/prometheus.yml");
    for (const { title, datasource, targets } of panels) {
      expect([title, provisioned.includes(`uid: ${datasource.uid}\n`)]).toEqual([title, true]);
      const letters = targets.map((t) => t.refId);
      expect([title, new Set(letters).size]).toEqual([title, letters.length]);
      for (const { expr } of targets) if (/_total\b/.test(expr)) expect(expr).toMatch(/\b(rate|increase)\(/);
    }
  });

  needing(promql(), "its questions are PromQL", async (path) => {
    const { parser } = (await import(pathToFileURL(join(path, "dist", "index.es.js")).href)) as {
      readonly parser: {
        parse(text: string): {
          iterate(of: { enter(node: { readonly type: { readonly isError: boolean } }): void }): void;
        };
      };
    };
    const broken = (expr: string): boolean => {
      let found = false;
      parser.parse(expr).iterate({
        enter: ({ type }) => {
          found ||= type.isError;
        },
      });
      return found;
    };
    expect(broken("sum by (a (rate(x[1m]))")).toBe(true);
    const questions = panels.flatMap((p) => p.targets.map((t) => t.expr));
    expect(questions.filter(broken)).toEqual([]);
  });
});

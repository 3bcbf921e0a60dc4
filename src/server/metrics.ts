import { PolaroidError } from "../core/error.ts";
import type { Interceptor } from "../grpc/serve-call.ts";
import { statusName, statusOf } from "../grpc/status.ts";

/** A number that is read when it is asked for. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  /** Whether it only grows. */
  readonly counts?: boolean;
  readonly read: () => number;
}

export interface Metrics {
  readonly interceptor: Interceptor;
  /** In the text form of Prometheus. */
  text(): Promise<string>;
  readonly type: string;
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

/** Calls by method and status, their seconds, and gauges, for Prometheus; `ENGINE_UNAVAILABLE` where prom-client lacks. */
export async function metricsOf(gauges: readonly Gauge[]): Promise<Metrics> {
  const prom = await import("prom-client").catch((cause: unknown) => {
    throw new PolaroidError(
      "ENGINE_UNAVAILABLE",
      "metrics are kept by prom-client, which is not installed: npm install prom-client",
      { cause },
    );
  });
  const { Counter, Gauge: PromGauge, Histogram, Registry, collectDefaultMetrics } = prom.default ?? prom;
  const registers = [new Registry()];
  const [registry] = registers as [InstanceType<typeof Registry>];
  collectDefaultMetrics({ register: registry });
  const calls = new Counter({
    name: "polaroid_calls_total",
    help: "Calls that ended, by method and status",
    labelNames: ["method", "status"],
    registers,
  });
  const seconds = new Histogram({
    name: "polaroid_call_seconds",
    help: "How long calls took",
    labelNames: ["method"],
    buckets: SECONDS,
    registers,
  });
  for (const { name, help, counts = false, read } of gauges) {
    if (counts)
      new Counter({
        name,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(read());
        },
      });
    else
      new PromGauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
  }
  return {
    type: registry.contentType,
    text: () => registry.metrics(),
    interceptor: async (call, next) => {
      const began = performance.now();
      // The method is one of ours: what callers make up never becomes a label.
      const method = call.method.path;
      const done = (code: number): void => {
        calls.inc({ method, status: statusName(code) });
        seconds.observe({ method }, (performance.now() - began) / 1000);
      };
      try {
        await next();
        done(0);
      } catch (error) {
        done(statusOf(call.aborted ?? error).code);
        throw error;
      }
    },
  };
}

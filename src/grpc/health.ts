import { create } from "@bufbuild/protobuf";
import { PolaroidError } from "../core/error.ts";
import {
  Health,
  type HealthCheckResponse,
  HealthCheckResponseSchema,
  HealthListResponseSchema,
  HealthCheckResponse_ServingStatus as Serving,
} from "../proto/grpc/health/v1/health_pb.ts";
import { serverStream, unary } from "./route.ts";
import type { ServiceRoutes } from "./server.ts";

/** Whether services answer, told by the health service; "" stands for the whole server. */
export class HealthStatus {
  readonly #services: Map<string, boolean> = new Map([["", true]]);
  readonly #watchers: Set<() => void> = new Set();
  #over = false;

  set(service: string, serving: boolean): void {
    this.#services.set(service, serving);
    for (const told of this.#watchers) told();
  }
  /** Nothing is served any more: what a server says before it ends. */
  shutdown(): void {
    this.#over = true;
    for (const name of this.#services.keys()) this.#services.set(name, false);
    for (const told of this.#watchers) told();
  }

  get(service: string): Serving | null {
    const serving = this.#services.get(service);
    return serving === undefined ? null : serving ? Serving.SERVING : Serving.NOT_SERVING;
  }
  names(): readonly string[] {
    return [...this.#services.keys()];
  }

  /** The status now, and each other one that comes. */
  async *watch(service: string, signal: AbortSignal): AsyncGenerator<Serving> {
    let last: Serving | null = null;
    while (!signal.aborted) {
      const now = this.get(service) ?? Serving.SERVICE_UNKNOWN;
      if (now !== last) yield now;
      last = now;
      // Those who watch do so for ever: the end of what else is running does not wait for them.
      if (this.#over) throw new PolaroidError("UNAVAILABLE", "the server is about to end");
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.#watchers.delete(done);
          signal.removeEventListener("abort", done);
          resolve();
        };
        this.#watchers.add(done);
        signal.addEventListener("abort", done, { once: true });
      });
    }
  }
}

const response = (status: Serving): HealthCheckResponse => create(HealthCheckResponseSchema, { status });

/** grpc.health.v1.Health. */
export const health = (status: HealthStatus): ServiceRoutes => ({
  service: Health,
  routes: [
    unary(Health.method.check, ({ service }) => {
      const found = status.get(service);
      if (found === null) throw new PolaroidError("NOT_FOUND", `there is no service "${service}" here`);
      return response(found);
    }),
    unary(Health.method.list, () =>
      create(HealthListResponseSchema, {
        statuses: Object.fromEntries(status.names().map((n) => [n, response(status.get(n) as Serving)])),
      }),
    ),
    serverStream(Health.method.watch, async function* ({ service }, call) {
      for await (const s of status.watch(service, call.signal)) yield response(s);
    }),
  ],
});

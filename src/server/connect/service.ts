import { create } from "@bufbuild/protobuf";
import { PolaroidError } from "../../core/error.ts";
import { methodWith } from "../../grpc/method.ts";
import { answered, unary } from "../../grpc/route.ts";
import type { ServiceRoutes } from "../../grpc/server.ts";
import type { Plan } from "../../plan/node.ts";
import type { CollectRequest } from "../../proto/polaroid/v1/dataframe_service_pb.ts";
import { DataFrameSchema, PolaroidConnect } from "../../proto/polaroid/v1/polaroid_connect_pb.ts";
import { mustBe } from "../auth/roles.ts";
import { oneBatch, type SentBatch, sentBatch } from "../dataframe/arrow-batch.ts";
import { boundedCodec } from "../dataframe/bounded.ts";
import { readParquet } from "../dataframe/reads.ts";
import { filterStep } from "../dataframe/steps.ts";
import { type Served, type Turn, turnOf } from "../dataframe/turn.ts";

/** Bytes of rows that one message holds. */
const LIMIT = 60 << 20;

/** polaroid.v1.PolaroidConnect: three methods over the handles of the DataFrame service. */
export function connectService(served: Served): ServiceRoutes {
  const { method } = PolaroidConnect;
  const kept = async (turn: Turn, plan: Plan | Promise<Plan>) =>
    create(DataFrameSchema, { handle: turn.session.add(await turn.settled(await plan)) });
  const collect = methodWith<CollectRequest, SentBatch>(method.collect, {
    input: boundedCodec(method.collect.input),
    output: sentBatch,
  });
  return {
    service: PolaroidConnect,
    routes: [
      unary(method.readParquet, (r, call) => {
        mustBe("read", call);
        const turn = turnOf(served, call);
        return kept(turn, readParquet({ ...r, $typeName: "polaroid.v1.ReadParquetRequest" }, turn));
      }),
      unary(method.filter, (r, call) => {
        mustBe("read", call);
        const turn = turnOf(served, call);
        return kept(turn, filterStep(r, turn));
      }),
      answered(collect, async (r: CollectRequest, call): Promise<SentBatch> => {
        mustBe("read", call);
        const turn = turnOf(served, call);
        const { messages } = await served.queries.run(await turn.request(turn.handle(r.handle), r.queryId));
        const all = await oneBatch(messages, LIMIT);
        if (all === null)
          throw new PolaroidError(
            "LIMIT_EXCEEDED",
            `the rows have more than ${LIMIT} bytes, which one message does not hold; use Collect of polaroid.v1.DataFrameService`,
          );
        return all;
      }),
    ],
  };
}

import { replayAll } from "./recorded/suite.ts";

replayAll("datetime");

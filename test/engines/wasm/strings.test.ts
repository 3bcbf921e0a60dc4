import { replayAll } from "./recorded/suite.ts";

replayAll("strings");

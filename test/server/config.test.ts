import { describe, expect, it } from "vitest";
import { configOf, flagOf, SETTINGS, variableOf } from "../../src/server/config.ts";
import { codeOf } from "../support/code-of.ts";

describe("the server's configuration", () => {
  it("goes by flags before variables before what is usual", () => {
    const env = { POLAROID_PORT: "1", POLAROID_QUERY_TIMEOUT: "2m", POLAROID_TABLE_MEMORY: "" };
    const { port, queryTimeout, tableMemory } = configOf({ port: ["7", "0"] }, env);
    expect({ port, queryTimeout, tableMemory }).toEqual({ port: 0, queryTimeout: 120_000, tableMemory: 8e9 });
  });

  it.each([
    ["500ms", 500],
    ["1.5s", 1500],
    ["2h", 7_200_000],
    ["1d", 86_400_000],
  ])("reads the time %s", (text, ms) => {
    expect(configOf({ grace: [text] }).grace).toBe(ms);
  });

  it("takes several of what there may be several of, in a variable by commas", () => {
    expect(configOf({ root: ["a", "b,c"] }).root).toEqual(["a", "b,c"]);
    expect(configOf({}, { POLAROID_TOKEN: "x:read,y" }).token).toEqual(["x:read", "y"]);
  });

  it.each([
    [{ port: ["70000"] }, '--port is "70000"; it must be a whole number from 0 to 65535'],
    [{ port: [" "] }, '--port is " "; it must be a whole number from 0 to 65535'],
    [{ grace: ["5"] }, '--grace is "5"; it must be a time such as 500ms, 30s, 5m or 2h'],
    [{ "log-level": ["loud"] }, '--log-level is "loud"; it must be one of trace, debug, info, warn, error, silent'],
    [{ "query-timeout": ["0s"] }, '--query-timeout is "0s"; it must be 1ms or more'],
    [{ "query-memory": ["0"] }, '--query-memory is "0"; it must be 1048576 bytes or more'],
    [{ "max-message": ["100GB"] }, '--max-message is "100GB"; it must be from 1024 to 2147483647 bytes'],
    [{ token: [""] }, '--token is ""; it must be something; leave it out for none'],
    [{ "query-memory": ["much"] }, '--query-memory "much" is no number of bytes, such as 500MB or 2GB'],
  ])("refuses %j", (flags, message) => {
    expect(() => configOf(flags)).toThrow(message);
    expect(codeOf(() => configOf(flags))).toBe("INVALID_ARGUMENT");
  });

  it("names the variable where it is the variable that is wrong", () => {
    expect(() => configOf({}, { POLAROID_WORKERS: "none" })).toThrow('POLAROID_WORKERS is "none"');
  });

  it("has a flag and a variable for every setting, no two alike", () => {
    const names = Object.keys(SETTINGS);
    expect(new Set(names.map(flagOf)).size).toBe(names.length);
    expect(variableOf("maxQueued")).toBe("POLAROID_MAX_QUEUED");
    for (const { help } of Object.values(SETTINGS)) expect(help).not.toBe("");
  });
});

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ran, serving } from "./client.ts";

const VERSION = "18.3.0";
const FOLDER = join(import.meta.dirname, "..", "..", ".cache", "jdbc");
const JAR = join(FOLDER, `flight-sql-jdbc-driver-${VERSION}.jar`);
const ARTIFACT = `org.apache.arrow:flight-sql-jdbc-driver:${VERSION}`;

const runs = (command: string, args: readonly string[], timeout = 30_000): boolean => {
  try {
    execFileSync(command, args, { stdio: "ignore", timeout });
    return true;
  } catch {
    return false;
  }
};

/** What is missing to run the driver, and how to get it; null where nothing is. */
function missing(): string | null {
  if (!runs("javac", ["-version"])) return "no javac; install a JDK of Java 17 or later";
  mkdirSync(FOLDER, { recursive: true });
  const copy = ["org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy", `-Dartifact=${ARTIFACT}`];
  if (!existsSync(JAR) && !runs("mvn", ["-q", ...copy, `-DoutputDirectory=${FOLDER}`], 300_000))
    return `mvn could not fetch ${ARTIFACT}; put its jar into ${FOLDER}`;
  const source = join(import.meta.dirname, "Query.java");
  return runs("javac", ["-d", FOLDER, source], 60_000) ? null : `javac could not compile ${source}`;
}

const lacking = missing();

if (lacking !== null) test(`skipped: ${lacking}`, ({ skip }) => skip());

test.skipIf(lacking !== null)("the JDBC driver of Flight SQL: queries with parameters, batches, metadata", async () => {
  await using server = await serving();
  const open = "--add-opens=java.base/java.nio=ALL-UNNAMED";
  const path = [FOLDER, JAR].join(process.platform === "win32" ? ";" : ":");
  const { code, said } = await ran("java", [open, "-Xmx256m", "-cp", path, "Query", `${server.port}`]);
  expect(said.trimEnd().split("\n").at(-1)).toBe("ok");
  expect(code).toBe(0);
});

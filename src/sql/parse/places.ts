/** Where a statement may stand: in a context over frames, or on a server, which keeps tables. */
export type Place = "context" | "server";

interface Known {
  readonly name: string;
  readonly in: readonly Place[];
  /** Named where one is expected and something else stands. */
  readonly example?: true;
}

const BOTH: readonly Place[] = ["context", "server"];
const CONTEXT: readonly Place[] = ["context"];
const SERVER: readonly Place[] = ["server"];

/** All statements that there are. */
const STATEMENTS: readonly Known[] = [
  { name: "SELECT", in: BOTH, example: true },
  { name: "FROM", in: BOTH, example: true },
  { name: "WITH", in: BOTH, example: true },
  { name: "COPY ... TO", in: CONTEXT, example: true },
  { name: "CREATE VIEW", in: CONTEXT, example: true },
  { name: "DROP VIEW", in: CONTEXT },
  { name: "CREATE TABLE", in: SERVER, example: true },
  { name: "DROP TABLE", in: SERVER },
  { name: "ALTER TABLE", in: SERVER },
  { name: "INSERT", in: SERVER, example: true },
  { name: "UPDATE", in: SERVER, example: true },
  { name: "DELETE", in: SERVER, example: true },
  { name: "TRUNCATE", in: SERVER },
  { name: "BEGIN", in: SERVER },
  { name: "COMMIT", in: SERVER },
  { name: "ROLLBACK", in: SERVER },
  { name: "SAVEPOINT", in: SERVER },
  { name: "RELEASE", in: SERVER },
  { name: "DESCRIBE", in: BOTH, example: true },
  { name: "EXPLAIN", in: BOTH, example: true },
];

const QUERIES: ReadonlySet<string> = new Set(["SELECT", "FROM", "WITH", "DESCRIBE", "EXPLAIN"]);
const listed = (names: readonly string[], last: string): string =>
  `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;
const here = (place: Place): readonly Known[] => STATEMENTS.filter((s) => s.in.includes(place));

/** What is supported at a place: `queries, COPY ... TO, CREATE VIEW and DROP VIEW`. */
export const supported = (place: Place): string =>
  listed(["queries", ...here(place).flatMap((s) => (QUERIES.has(s.name) ? [] : [s.name]))], "and");

/** What may begin at a place: `SELECT, FROM, ... or EXPLAIN`. */
export const beginnings = (place: Place): string =>
  listed(
    here(place).flatMap((s) => (s.example === true ? [s.name.replace(/ \.\.\..*/, "")] : [])),
    "or",
  );

/** What CREATE makes at a place. */
export const creatable = (place: Place): string =>
  here(place)
    .flatMap((s) => (s.name.startsWith("CREATE ") ? [s.name] : []))
    .join(" and ");

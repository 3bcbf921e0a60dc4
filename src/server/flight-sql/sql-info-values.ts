import type { SqlInfoValue } from "../../flight/sql/sql-info.ts";
import { SqlInfo, SqlSupportedTransaction } from "../../proto/arrow/flight/protocol/sql/flight_sql_pb.ts";
import { functionNames } from "../../sql/bind/functions.ts";
import type { FlightServices } from "./services.ts";

const bits = (...numbers: readonly number[]): number => numbers.reduce((all, n) => all | (1 << n), 0);
const named = (kind: Parameters<typeof functionNames>[0]): readonly string[] =>
  functionNames(kind)
    .filter((name) => /^[a-z]\w*$/.test(name))
    .sort();

const CASE_INSENSITIVE = 1n;
const NULLS_AT_END = 3n;
const REPEATABLE_READ = 3;
const FORWARD_ONLY = 1;
const READ_ONLY = 1;
/** Words of ours that SQL:2003 does not have. */
const KEYWORDS: readonly string[] =
  "anti asof exclude glob ilike pivot positional qualify rename replace sample semi summarize try_cast unpivot".split(
    " ",
  );
/** Limits that there are not. */
const UNLIMITED: readonly SqlInfo[] = [
  SqlInfo.SQL_MAX_BINARY_LITERAL_LENGTH,
  SqlInfo.SQL_MAX_CHAR_LITERAL_LENGTH,
  SqlInfo.SQL_MAX_COLUMN_NAME_LENGTH,
  SqlInfo.SQL_MAX_COLUMNS_IN_GROUP_BY,
  SqlInfo.SQL_MAX_COLUMNS_IN_ORDER_BY,
  SqlInfo.SQL_MAX_COLUMNS_IN_SELECT,
  SqlInfo.SQL_MAX_COLUMNS_IN_TABLE,
  SqlInfo.SQL_MAX_COLUMNS_IN_INDEX,
  SqlInfo.SQL_MAX_CONNECTIONS,
  SqlInfo.SQL_MAX_CURSOR_NAME_LENGTH,
  SqlInfo.SQL_MAX_INDEX_LENGTH,
  SqlInfo.SQL_DB_SCHEMA_NAME_LENGTH,
  SqlInfo.SQL_MAX_PROCEDURE_NAME_LENGTH,
  SqlInfo.SQL_MAX_CATALOG_NAME_LENGTH,
  SqlInfo.SQL_MAX_STATEMENTS,
  SqlInfo.SQL_MAX_USERNAME_LENGTH,
  SqlInfo.SQL_MAX_ROW_SIZE,
  SqlInfo.SQL_MAX_STATEMENT_LENGTH,
  SqlInfo.SQL_MAX_TABLE_NAME_LENGTH,
  SqlInfo.SQL_MAX_TABLES_IN_SELECT,
];

/** What this server says of itself; the types of the values are those that Arrow's own builder of SqlInfo writes. */
export const sqlInfoOf = ({
  version,
  queryTimeout,
  transactionTimeout,
}: FlightServices): ReadonlyMap<number, SqlInfoValue> =>
  new Map<number, SqlInfoValue>([
    [SqlInfo.FLIGHT_SQL_SERVER_NAME, "Polaroid"],
    [SqlInfo.FLIGHT_SQL_SERVER_VERSION, version],
    [SqlInfo.FLIGHT_SQL_SERVER_ARROW_VERSION, "1.5"],
    [SqlInfo.FLIGHT_SQL_SERVER_READ_ONLY, false],
    [SqlInfo.FLIGHT_SQL_SERVER_SQL, true],
    [SqlInfo.FLIGHT_SQL_SERVER_SUBSTRAIT, false],
    [SqlInfo.FLIGHT_SQL_SERVER_TRANSACTION, SqlSupportedTransaction.SAVEPOINT],
    [SqlInfo.FLIGHT_SQL_SERVER_CANCEL, true],
    [SqlInfo.FLIGHT_SQL_SERVER_BULK_INGESTION, true],
    [SqlInfo.FLIGHT_SQL_SERVER_INGEST_TRANSACTIONS_SUPPORTED, true],
    [SqlInfo.FLIGHT_SQL_SERVER_STATEMENT_TIMEOUT, queryTimeout],
    [SqlInfo.FLIGHT_SQL_SERVER_TRANSACTION_TIMEOUT, transactionTimeout],
    [SqlInfo.SQL_DDL_CATALOG, false],
    [SqlInfo.SQL_DDL_SCHEMA, false],
    [SqlInfo.SQL_DDL_TABLE, true],
    [SqlInfo.SQL_IDENTIFIER_CASE, CASE_INSENSITIVE],
    [SqlInfo.SQL_IDENTIFIER_QUOTE_CHAR, '"'],
    [SqlInfo.SQL_QUOTED_IDENTIFIER_CASE, CASE_INSENSITIVE],
    [SqlInfo.SQL_ALL_TABLES_ARE_SELECTABLE, true],
    [SqlInfo.SQL_NULL_ORDERING, NULLS_AT_END],
    [SqlInfo.SQL_KEYWORDS, KEYWORDS],
    [SqlInfo.SQL_SYSTEM_FUNCTIONS, []],
    [SqlInfo.SQL_NUMERIC_FUNCTIONS, named("numbers")],
    [SqlInfo.SQL_STRING_FUNCTIONS, named("texts")],
    [SqlInfo.SQL_DATETIME_FUNCTIONS, named("times")],
    [SqlInfo.SQL_SEARCH_STRING_ESCAPE, "\\"],
    [SqlInfo.SQL_EXTRA_NAME_CHARACTERS, "$"],
    [SqlInfo.SQL_SUPPORTS_COLUMN_ALIASING, true],
    [SqlInfo.SQL_NULL_PLUS_NULL_IS_NULL, true],
    [SqlInfo.SQL_SUPPORTS_CONVERT, new Map()],
    [SqlInfo.SQL_SUPPORTS_TABLE_CORRELATION_NAMES, true],
    [SqlInfo.SQL_SUPPORTS_DIFFERENT_TABLE_CORRELATION_NAMES, false],
    [SqlInfo.SQL_SUPPORTS_EXPRESSIONS_IN_ORDER_BY, true],
    [SqlInfo.SQL_SUPPORTS_ORDER_BY_UNRELATED, true],
    [SqlInfo.SQL_SUPPORTED_GROUP_BY, bits(0, 1)],
    [SqlInfo.SQL_SUPPORTS_LIKE_ESCAPE_CLAUSE, true],
    [SqlInfo.SQL_SUPPORTS_NON_NULLABLE_COLUMNS, true],
    [SqlInfo.SQL_SUPPORTED_GRAMMAR, bits(0, 1)],
    [SqlInfo.SQL_ANSI92_SUPPORTED_LEVEL, bits(0)],
    [SqlInfo.SQL_SUPPORTS_INTEGRITY_ENHANCEMENT_FACILITY, false],
    [SqlInfo.SQL_OUTER_JOINS_SUPPORT_LEVEL, bits(2)],
    [SqlInfo.SQL_SCHEMA_TERM, "schema"],
    [SqlInfo.SQL_PROCEDURE_TERM, "procedure"],
    [SqlInfo.SQL_CATALOG_TERM, "catalog"],
    [SqlInfo.SQL_CATALOG_AT_START, true],
    [SqlInfo.SQL_SCHEMAS_SUPPORTED_ACTIONS, 0],
    [SqlInfo.SQL_CATALOGS_SUPPORTED_ACTIONS, 0],
    [SqlInfo.SQL_SUPPORTED_POSITIONED_COMMANDS, 0],
    [SqlInfo.SQL_SELECT_FOR_UPDATE_SUPPORTED, false],
    [SqlInfo.SQL_STORED_PROCEDURES_SUPPORTED, false],
    [SqlInfo.SQL_SUPPORTED_SUBQUERIES, bits(0, 1, 2, 3)],
    [SqlInfo.SQL_CORRELATED_SUBQUERIES_SUPPORTED, true],
    [SqlInfo.SQL_SUPPORTED_UNIONS, bits(0, 1)],
    [SqlInfo.SQL_DEFAULT_TRANSACTION_ISOLATION, BigInt(REPEATABLE_READ)],
    [SqlInfo.SQL_TRANSACTIONS_SUPPORTED, true],
    [SqlInfo.SQL_SUPPORTED_TRANSACTIONS_ISOLATION_LEVELS, bits(REPEATABLE_READ)],
    [SqlInfo.SQL_DATA_DEFINITION_CAUSES_TRANSACTION_COMMIT, false],
    [SqlInfo.SQL_DATA_DEFINITIONS_IN_TRANSACTIONS_IGNORED, false],
    [SqlInfo.SQL_SUPPORTED_RESULT_SET_TYPES, bits(FORWARD_ONLY)],
    [SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_UNSPECIFIED, 0],
    [SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_FORWARD_ONLY, bits(READ_ONLY)],
    [SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_SCROLL_SENSITIVE, 0],
    [SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_SCROLL_INSENSITIVE, 0],
    [SqlInfo.SQL_BATCH_UPDATES_SUPPORTED, true],
    [SqlInfo.SQL_SAVEPOINTS_SUPPORTED, true],
    [SqlInfo.SQL_NAMED_PARAMETERS_SUPPORTED, true],
    [SqlInfo.SQL_LOCATORS_UPDATE_COPY, false],
    [SqlInfo.SQL_STORED_FUNCTIONS_USING_CALL_SYNTAX_SUPPORTED, false],
    [SqlInfo.SQL_MAX_ROW_SIZE_INCLUDES_BLOBS, true],
    ...UNLIMITED.map((n) => [n, 0n] as const),
  ]);

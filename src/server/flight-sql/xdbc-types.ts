import type { XdbcType } from "../../flight/sql/xdbc.ts";

const BASE: XdbcType = {
  name: "",
  dataType: 0,
  columnSize: null,
  literalPrefix: null,
  literalSuffix: null,
  createParams: null,
  nullable: true,
  caseSensitive: false,
  searchable: 3,
  unsigned: null,
  fixedScale: false,
  minimumScale: null,
  maximumScale: null,
  sqlDataType: 0,
  datetimeSubcode: null,
  radix: null,
};

// Numbers of types are those of ODBC: https://learn.microsoft.com/sql/odbc/reference/appendixes/sql-data-types
const type = (name: string, dataType: number, more: Partial<XdbcType>): XdbcType => ({
  ...BASE,
  name,
  dataType,
  sqlDataType: dataType,
  ...more,
});
const integer = (name: string, dataType: number, digits: number, unsigned = false): XdbcType =>
  type(name, dataType, { columnSize: digits, unsigned, minimumScale: 0, maximumScale: 0, radix: 10, searchable: 2 });
const moment = (name: string, dataType: number, columnSize: number, subcode: number, digits: number | null): XdbcType =>
  type(name, dataType, {
    columnSize,
    literalPrefix: `${name.split(" ")[0]} '`,
    literalSuffix: "'",
    sqlDataType: 9,
    datetimeSubcode: subcode,
    ...(digits !== null && { minimumScale: 0, maximumScale: digits, createParams: ["precision"] }),
  });

/** The types of SQL here. */
export const XDBC: readonly XdbcType[] = [
  type("BOOLEAN", -7, { columnSize: 1, searchable: 2 }),
  integer("TINYINT", -6, 3),
  integer("SMALLINT", 5, 5),
  integer("INTEGER", 4, 10),
  integer("BIGINT", -5, 19),
  type("FLOAT", 7, { columnSize: 24, unsigned: false, radix: 2, searchable: 2 }),
  type("DOUBLE", 8, { columnSize: 53, unsigned: false, radix: 2, searchable: 2 }),
  type("DECIMAL", 3, {
    columnSize: 38,
    createParams: ["precision", "scale"],
    unsigned: false,
    minimumScale: 0,
    maximumScale: 38,
    radix: 10,
    searchable: 2,
  }),
  type("VARCHAR", 12, { columnSize: 2_147_483_647, literalPrefix: "'", literalSuffix: "'", caseSensitive: true }),
  type("BLOB", -4, { columnSize: 2_147_483_647, literalPrefix: "X'", literalSuffix: "'", searchable: 2 }),
  moment("DATE", 91, 10, 1, null),
  moment("TIME", 92, 18, 2, 9),
  moment("TIMESTAMP", 93, 29, 3, 9),
];

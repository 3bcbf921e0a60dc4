/** A type of SQL, as ODBC and JDBC describe it. */
export interface XdbcType {
  readonly name: string;
  /** The number of the type in ODBC: that of a date with its time is 93, for example. */
  readonly dataType: number;
  readonly columnSize: number | null;
  readonly literalPrefix: string | null;
  readonly literalSuffix: string | null;
  /** What stands in brackets behind the name, such as length. */
  readonly createParams: readonly string[] | null;
  readonly nullable: boolean;
  readonly caseSensitive: boolean;
  /** Not at all, only by LIKE, by all but LIKE, by everything. */
  readonly searchable: 0 | 1 | 2 | 3;
  readonly unsigned: boolean | null;
  readonly fixedScale: boolean;
  readonly minimumScale: number | null;
  readonly maximumScale: number | null;
  /** Without the part of times: 9 for all of them. */
  readonly sqlDataType: number;
  readonly datetimeSubcode: number | null;
  readonly radix: number | null;
}

/** The values of a row of XdbcTypeInfo, in the schema's order. */
export const xdbcRow = (t: XdbcType): readonly unknown[] => [
  t.name,
  t.dataType,
  t.columnSize,
  t.literalPrefix,
  t.literalSuffix,
  t.createParams,
  t.nullable ? 1 : 0,
  t.caseSensitive,
  t.searchable,
  t.unsigned,
  t.fixedScale,
  false,
  t.name,
  t.minimumScale,
  t.maximumScale,
  t.sqlDataType,
  t.datetimeSubcode,
  t.radix,
  null,
];

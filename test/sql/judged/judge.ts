import { DuckDBInstance } from "@duckdb/node-api";

/** A node of `json_serialize_sql`. */
export interface JudgeNode {
  readonly class: string;
  readonly type: string;
  readonly alias?: string;
  readonly [field: string]: unknown;
}

export interface Judge {
  /** Whether DuckDB takes a text as statements, without looking at tables. */
  readonly accepts: (sql: string) => Promise<boolean>;
  /** The tree of the one column of each `select`; undefined where DuckDB takes none. */
  readonly trees: (selects: readonly string[]) => Promise<readonly (JudgeNode | undefined)[]>;
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  readonly names: (sql: string) => Promise<readonly string[]>;
}

interface Serialised {
  readonly error: boolean;
  readonly statements?: readonly { readonly node: { readonly select_list: readonly JudgeNode[] } }[];
}

/** DuckDB in memory, as the judge of texts. */
export const openJudge = async (): Promise<Judge> => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const rows: Judge["rows"] = async (sql) => (await connection.runAndReadAll(sql)).getRows();
  return {
    rows,
    names: async (sql) => (await connection.run(sql)).columnNames(),
    accepts: async (sql) => {
      try {
        await connection.extractStatements(sql);
        return true;
      } catch {
        return false;
      }
    },
    trees: async (selects) => {
      const texts = selects.map((sql) => `(${`'${sql.replaceAll("'", "''")}'`})`);
      const found = await rows(`select json_serialize_sql(s::varchar) from (values ${texts.join(", ")}) t(s)`);
      return found.map(([json]) => {
        const { error, statements } = JSON.parse(String(json)) as Serialised;
        return error ? undefined : statements?.[0]?.node.select_list[0];
      });
    },
  };
};

import { provideSql } from "./api/sql.ts";
import { translator } from "./sql/index.ts";

export { type ExecuteOptions, SqlContext, type SqlResult } from "./api/sql-context.ts";

// `import "polaroid/sql"`: eager frames take conditions in SQL from here on.
provideSql(translator);

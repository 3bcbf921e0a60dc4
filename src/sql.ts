import { provideSql } from "./api/sql.ts";
import { translator } from "./sql/index.ts";

// `import "polaroid/sql"`: eager frames take conditions in SQL from here on.
provideSql(translator);

import "./node.ts";
import * as names from "./compat/index.ts";

export * from "./compat/index.ts";

/** Everything in one object: `import pl from "polaroid/compat"`. */
const pl: typeof names = names;

export { pl, pl as default };

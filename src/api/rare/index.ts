export { correlated } from "./correlate.ts";
export { fromText } from "./from-text.ts";
export { frameSource, seriesSource } from "./init-text.ts";
export { matching } from "./match.ts";
export { pivoting } from "./pivot.ts";
export { dotText } from "./plan-graph.ts";
export { inOrder, orderOf } from "./sorted.ts";
export { updating } from "./update.ts";

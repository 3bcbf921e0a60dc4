import type { Runner } from "./time.ts";
export const byPage: Runner = async () => ({ results: [], versions: {} });

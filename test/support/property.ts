import fc from "fast-check";

/** The same inputs each time; POLAROID_SEED=<integer> draws others. */
fc.configureGlobal({ seed: Number(process.env["POLAROID_SEED"] ?? 1) });

export { fc };

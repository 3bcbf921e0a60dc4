/** How the code that a page has not from the start is loaded; null where there is none. */
export const rest: { load: (() => Promise<void>) | null } = { load: null };

/** Whether the full version runs (`npm run abuse`). */
export const isFull = process.env["PD_ABUSE"] === "full";

/** The amount of work in a test: `short` in `npm test`, `full` in `npm run abuse`. */
export const scale = (short: number, full: number): number => (isFull ? full : short);

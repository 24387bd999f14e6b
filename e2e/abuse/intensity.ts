/** Whether the full form was asked for: `npm run abuse`. */
export const isFull = process.env["PD_ABUSE"] === "full";

/** How much of something a case does: `short` in `npm test`, `full` in `npm run abuse`. */
export const scale = (short: number, full: number): number => (isFull ? full : short);

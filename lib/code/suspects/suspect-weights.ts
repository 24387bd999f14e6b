/** How much each sign counts when commits are ranked: a readable table, checked by `evals/sets/suspect-commits`. */

export interface SuspectSign {
  /** Points for a sign of full strength (1). */
  weight: number;
  /** What is said to people. */
  reason: string;
}

export const SUSPECT_SIGNS = {
  introducesLine: { weight: 8, reason: "adds the line that failed" },
  restoresLine: { weight: 5, reason: "adds the line that failed once more" },
  introducesElsewhere: { weight: 2, reason: "adds the same line in another file" },
  introducesCaller: { weight: 2, reason: "adds a line on the way to the failure" },
  definesFunction: { weight: 1.5, reason: "adds the function that failed" },
  touchesFile: { weight: 3, reason: "changes the file that failed" },
  touchesCaller: { weight: 1, reason: "changes a file on the way to the failure" },
  namesFile: { weight: 2, reason: "changes a file that the error names" },
  removesName: { weight: 2.5, reason: "removes a name that the error speaks of" },
  addsName: { weight: 1.5, reason: "adds a name that the error speaks of" },
  messageNames: { weight: 0.5, reason: "its message speaks of what failed" },
  recent: { weight: 2, reason: "is recent" },
  madeAfter: { weight: -3, reason: "was made after the failure" },
  onlyDocuments: { weight: -2, reason: "changes nothing that runs" },
} as const satisfies Record<string, SuspectSign>;

export type SignName = keyof typeof SUSPECT_SIGNS;

/** The weight of each sign in the suspect ranking, checked by `evals/sets/suspect-commits`. */

export interface SuspectSign {
  /** Points for a sign of full strength (1). */
  weight: number;
  /** The reason shown to people. */
  reason: string;
}

export const SUSPECT_SIGNS = {
  introducesLine: { weight: 8, reason: "adds the line that failed" },
  restoresLine: { weight: 5, reason: "adds the line that failed again" },
  introducesElsewhere: { weight: 2, reason: "adds the same line in another file" },
  introducesCaller: { weight: 2, reason: "adds a line in the call path to the failure" },
  definesFunction: { weight: 1.5, reason: "adds the function that failed" },
  touchesFile: { weight: 3, reason: "changes the file that failed" },
  touchesCaller: { weight: 1, reason: "changes a file in the call path to the failure" },
  reaches: { weight: 1.5, reason: "changes a file that the pipeline uses" },
  namesFile: { weight: 2, reason: "changes a file named in the error" },
  removesName: { weight: 2.5, reason: "removes a name mentioned in the error" },
  addsName: { weight: 1.5, reason: "adds a name mentioned in the error" },
  messageNames: { weight: 0.5, reason: "its message mentions what failed" },
  recent: { weight: 2, reason: "is recent" },
  madeAfter: { weight: -3, reason: "was committed after the failure" },
  onlyDocuments: { weight: -2, reason: "changes no executable code" },
} as const satisfies Record<string, SuspectSign>;

export type SignName = keyof typeof SUSPECT_SIGNS;

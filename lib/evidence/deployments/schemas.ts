import { z } from "zod";

/** `facts` of a deployment: what differs between the last good run and the failed one. */
export const DeployFacts = z.object({
  schemaVersion: z.literal(1),
  /** Null if no earlier run succeeded, so that only changes by time are known. */
  goodRun: z.object({ runId: z.string(), endedAt: z.string().nullable() }).nullable(),
  changes: z.array(
    z.object({
      kind: z.enum([
        "code",
        "version",
        "package",
        "image",
        "parameter",
        "connection",
        "variable",
        "setting",
        "host",
      ]),
      /** What changed: a package, a parameter, a connection's id. Never a value of a connection or variable. */
      name: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      by: z.string().nullable(),
      at: z.string().nullable(),
    }),
  ),
  /** Installed packages that the orchestrator reports, to compare with a later failure. */
  packages: z.record(z.string(), z.string()).nullish(),
});
export type DeployFacts = z.infer<typeof DeployFacts>;
export type DeployChange = DeployFacts["changes"][number];

import type { SeverityInput } from "@/lib/failures/severity";
import type { NoisePolicyRow } from "@/lib/incidents/noise/read-policies";
import type { StoredSettings } from "@/lib/pipelines/settings";
import type { RunOutcome } from "@/lib/pipelines/usual-duration";

/** What is known around a reported failure: its pipeline's settings, history and dependents, and the noise policies. */
export interface KnownSurroundings {
  /** Null for a service, workload or check. */
  pipeline:
    | (StoredSettings & {
        name: string;
        /** States of the latest other runs, newest first. */
        states: (string | null)[];
        /** The latest runs, newest first; empty unless there is a deadline. */
        runs: RunOutcome[];
        /** Direct dependents. */
        downstream: NonNullable<SeverityInput["downstream"]>;
      })
    | null;
  /** Those that are not paused, whatever they are about; null except for one report of a workspace. */
  policies: NoisePolicyRow[] | null;
  /** When the same failure recovered in the last day, in milliseconds since 1970. */
  recoveries: number[];
}

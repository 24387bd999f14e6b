import type { FailureReport, FieldIssue } from "@/lib/failures/schemas";
import type { SignedDelivery, Verification } from "@/lib/intake/webhooks/verify-signature";
import type { LineageFact } from "@/lib/lineage/schemas";
import type { LogKind } from "@/lib/logs/schemas";
import type { Context } from "@/lib/platform/context";
import type { SourceConnection } from "@/lib/sources/data";
import type { ApiView, Snippet, SourceKind, SourceTest } from "@/lib/sources/schemas";

/** Lowercase header names. */
export type WebhookHeaders = Record<string, string>;

/** Where the reports of a delivery belong, beyond what they say themselves. */
export interface ReportedPlace {
  /** The pipeline as another kind of source knows it, such as an OpenLineage event's Airflow DAG. */
  sameAs: {
    kind: SourceKind;
    externalId: string;
    /** What the sender calls its installation. */
    namespace: string;
    /** A page of the orchestrator. */
    url: string | null;
  } | null;
  /** The sender's ids of the reported attempt. */
  attemptIds: readonly string[];
  /** Ids of attempts that the report may be about (its own id) or a part of, closest first. */
  partOf: readonly string[];
}

/** What the definition of a pipeline declares, in the words of `declaredSettings`. */
export interface DeclaredPipeline {
  externalId: string;
  /** Absent leaves the known tags alone. */
  tags?: readonly string[];
  meta: Record<string, unknown>;
}

/** The state of a pull request, as its host reports it. */
export interface ReportedPullRequest {
  /** `owner/name` */
  repository: string;
  number: number;
  branch: string;
  state: "open" | "closed" | "merged";
  draft: boolean;
  /** ISO 8601 */
  mergedAt: string | null;
  mergeCommit: string | null;
}

/** A delivery's reports, or why it was not understood. Without reports it is a fact, such as the lineage of a table. */
export type Reports =
  | {
      ok: true;
      reports: readonly FailureReport[];
      lineage?: readonly LineageFact[];
      place?: ReportedPlace;
      declared?: readonly DeclaredPipeline[];
      pullRequests?: readonly ReportedPullRequest[];
      /** What is known to be missing from the delivery, in sentences. */
      notes?: readonly string[];
    }
  | { ok: false; issues: FieldIssue[] };

/** Another source of the workspace, whose pipelines a source may report too. */
export interface NeighbourSource {
  kind: string;
  name: string;
  /** By which a sender says that it is this source (`namespaceOf`); null if none does. */
  namespace: string | null;
}

/** How retries are configured in code. */
export interface RetryStyle {
  /** Argument for the wait between attempts; null to keep the default. */
  delayArgument: string | null;
  /** Whether only decorators accept retries, not operators or default arguments. */
  isInDecoratorsOnly: boolean;
  /** A sentence about the wait between attempts. */
  wait: string;
}

/** A run to repeat, as the orchestrator names it. Any text may be hostile. */
export interface RerunTarget {
  pipeline: string;
  /** The task to start from; null for the whole run. */
  task: string | null;
  run: string | null;
  /** ISO 8601; null if the run has none. */
  logicalDate: string | null;
}

/** A command that a person may run, and what to expect of it. We never run it. */
export interface RerunCommand {
  /** The tool and versions it is for, such as `Airflow 2 and 3`. */
  tool: string;
  /** For a POSIX shell, every value quoted. */
  command: string;
  expected: string;
}

/** Runs of a pipeline by their logical dates, ISO 8601, both included. */
export interface RerunRange {
  pipeline: string;
  from: string;
  to: string;
  /** The orchestrator's version as it was reported; null if it was not. */
  version: string | null;
}

/** How runs are repeated, in the words and commands of the orchestrator. Pure. */
export interface RerunStyle {
  /** Repeats the failed part of one run. Empty if no command can: `byHand` says how. */
  repeatRun: (target: RerunTarget) => RerunCommand[];
  /** Repeats the failed runs of a range, and creates none; empty if no command can. */
  repeatFailed: (range: RerunRange) => RerunCommand[];
  /** Runs a pipeline for all dates of a range; empty if it does not know such dates. */
  backfill: (range: RerunRange) => RerunCommand[];
  /** A sentence: how to do it in the user interface. */
  byHand: string;
}

/** How to connect an API, and how to test it. */
export type SourceApi = Pick<ApiView, "hint"> &
  (
    | {
        credentials: "login" | "token";
        addressExample: string;
        /** Tests it with an authenticated call. @throws AppError saying what is wrong. */
        test: (connection: SourceConnection) => Promise<SourceTest>;
      }
    | {
        /** The address and the credentials are those of an integration. */
        credentials: "integration";
        addressExample: null;
        test: (ctx: Context) => Promise<SourceTest>;
      }
  );

/**
 * Everything specific to a source kind, except its name and size limit, which the HTTP server needs before the build
 * (lib/platform/http/source-kinds.mjs). No other code may branch on the kind.
 */
export interface SourceDescriptor {
  kind: string;
  /** Whether its deliveries become incidents. */
  isUnderstood: boolean;
  /** Whether it accepts reports from any sender. */
  isForAnySender: boolean;
  /** Verifies that a delivery comes from a holder of the source's secret, by the vendor's scheme. Never throws. */
  verify: (delivery: SignedDelivery) => Verification | Promise<Verification>;
  /** Parses a cleaned and redacted body into reports. Pure; never throws. */
  normalise: (body: unknown, headers: WebhookHeaders) => Reports;
  /** A key in the body that is unique forever; null for most bodies. Pure; never throws. */
  deliveryKey: (body: unknown) => string | null;
  /** The event that a task or run state means; null if unknown. */
  meaningOfState: (state: string | null) => FailureReport["event"] | null;
  /** The format of log text in deliveries. */
  logKind: LogKind | "auto";
  retries: RetryStyle;
  /** How runs are repeated; null where nothing is known about it. */
  rerun: RerunStyle | null;
  /** The API to collect evidence from; null if there is none. */
  api: SourceApi | null;
  /** What this kind calls the folder with pipeline code. */
  codeFolderLabel: string;
  /**
   * Snippets to paste, with the webhook URL but never the secret. `readClient` reads a file in `clients/`; `neighbours` are
   * the other sources that are not of another environment.
   */
  snippets: (
    url: string,
    readClient: (path: string) => Promise<string>,
    neighbours: readonly NeighbourSource[],
  ) => Promise<Snippet[]>;
  /** A test failure as this kind of sender would report it; null if there is no example. */
  testPayload: ((now: Date) => Record<string, unknown>) | null;
}

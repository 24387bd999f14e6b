import type { FailureReport, FieldIssue } from "@/lib/failures/schemas";
import type { SignedDelivery, Verification } from "@/lib/intake/webhooks/verify-signature";
import type { LogKind } from "@/lib/logs/schemas";
import type { SourceConnection } from "@/lib/sources/data";
import type { Snippet, SourceTest } from "@/lib/sources/schemas";

/** Header names in lower case. */
export type WebhookHeaders = Record<string, string>;

/** What a delivery holds: one report or more, or why there is none. */
export type Reports =
  | { ok: true; reports: [FailureReport, ...FailureReport[]] }
  | { ok: false; issues: FieldIssue[] };

/** How a task is told in code to try again. */
export interface RetryStyle {
  /** Argument that sets the wait between tries; null where the default is left alone. */
  delayArgument: string | null;
  /** False where operators and default arguments take the number of retries too. */
  isInDecoratorsOnly: boolean;
  /** How long it waits between tries, in a sentence. */
  wait: string;
}

/**
 * Everything that tells one kind of source from another, but for its name and size limit, which the HTTP server must
 * know before anything is built (lib/platform/http/source-kinds.mjs). Nothing else may ask which kind it has before it.
 */
export interface SourceDescriptor {
  kind: string;
  /** Whether its deliveries become incidents. */
  isUnderstood: boolean;
  /** Whether it takes reports of anything that can send JSON. */
  isForAnySender: boolean;
  /** Whether a delivery comes from somebody who knows the source's secret, by the scheme of the vendor. Never throws. */
  verify: (delivery: SignedDelivery) => Verification | Promise<Verification>;
  /** What a cleaned and redacted body says. Pure; throws for no body. */
  normalise: (body: unknown, headers: WebhookHeaders) => Reports;
  /** What the body is known by for ever: no later event can say it again. Null for most. Pure; throws for no body. */
  deliveryKey: (body: unknown) => string | null;
  /** What it means that a task or run is in this state; null for a state of no known meaning. */
  meaningOfState: (state: string | null) => FailureReport["event"] | null;
  /** How log text that comes with a delivery is written. */
  logKind: LogKind | "auto";
  retries: RetryStyle;
  /** The API that is read for evidence; null where there is none. */
  api: {
    addressExample: string;
    /** Tries it with a call that needs the credentials. @throws AppError saying what is wrong. */
    test: (connection: SourceConnection) => Promise<SourceTest>;
  } | null;
  /** What the folder with the pipelines' code is called there. */
  codeFolderLabel: string;
  /**
   * What a person pastes, with the webhook's URL filled in. The secret is never part of it. `readClient` reads a file
   * of `clients/`.
   */
  snippets: (url: string, readClient: (path: string) => Promise<string>) => Promise<Snippet[]>;
  /** A failing task as a sender of this kind reports it, marked as a test; null where there is no example. */
  testPayload: ((now: Date) => Record<string, unknown>) | null;
}

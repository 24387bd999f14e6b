import type { Meaning } from "@/lib/intake/sources/understand-body";

/** An authentic webhook, redacted and parsed. */
export interface IncomingDelivery {
  id: string;
  workspaceId: string;
  sourceId: string;
  sourceName: string;
  environment: string | null;
  /** Unique per event of the source. */
  deliveryKey: string;
  /** Set if the sender gave no id: the same body is a resend for five minutes, and another event later. */
  bodyKey?: string | null;
  headers: Record<string, string>;
  body: string;
  /** Whether only the start of the body is stored, because it reports no failure. */
  isBodyCut?: boolean;
  sizeBytes: number;
  sha256: string;
  authMethod: string;
  receivedAt: Date;
  meaning: Meaning;
}

/** Prefix of the delivery ids of test failures; sending one requires the source's secret. */
export const TEST_DELIVERY_PREFIX = "msg_test_";

import type { Meaning } from "@/lib/intake/sources/understand-body";

/** One authentic webhook, redacted, with what it was understood to say. */
export interface IncomingDelivery {
  id: string;
  workspaceId: string;
  sourceId: string;
  environment: string | null;
  /** Unique for the source: no other event of it has this key. */
  deliveryKey: string;
  /** Set when the sender gave no id: the same body is a resend for five minutes, and another event later. */
  bodyKey?: string | null;
  headers: Record<string, string>;
  body: string;
  /** Only the beginning of the body is kept: no failure is told in it. */
  isBodyCut?: boolean;
  sizeBytes: number;
  sha256: string;
  authMethod: string;
  receivedAt: Date;
  meaning: Meaning;
}

/** Delivery ids of test failures begin with it; only a holder of the source's secret can send one. */
export const TEST_DELIVERY_PREFIX = "msg_test_";

import { createHash } from "node:crypto";
import type { SourceDescriptor, WebhookHeaders } from "@/lib/intake/sources/descriptor";

/** Distinguishes a resend from a new delivery of the same source. */
export interface DeliveryKey {
  value: string;
  /** Whether the key identifies one event forever. A body hash does not: the next failure may send the same body. */
  isUnique: boolean;
}

const MAX_KEY_LENGTH = 200;

/**
 * The sender's `webhook-id`, else a unique key from the body, else `rawSha256` (hex, of the raw body), which is not
 * unique. Pure.
 */
export function deliveryKey(
  descriptor: Pick<SourceDescriptor, "deliveryKey">,
  delivery: { body: unknown; headers: WebhookHeaders; rawSha256: string },
): DeliveryKey {
  const { body, headers, rawSha256 } = delivery;
  const unique = idOfHeader(headers["webhook-id"]) ?? descriptor.deliveryKey(body);
  return unique === null
    ? { value: `sha256-${rawSha256}`, isUnique: false }
    : { value: unique, isUnique: true };
}

function idOfHeader(value: string | undefined): string | null {
  const id = value?.trim() ?? "";
  if (id === "") return null;
  return id.length <= MAX_KEY_LENGTH ? id : `sha256-${createHash("sha256").update(id).digest("hex")}`;
}

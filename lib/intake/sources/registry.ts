import { createHash } from "node:crypto";
import type { Normalised } from "@/lib/failures/schemas";
import type { SourceKind } from "@/lib/sources/schemas";
import { airflowDeliveryKey, normaliseAirflow } from "@/lib/intake/sources/airflow/normalise";
import { normaliseGeneric } from "@/lib/intake/sources/generic/normalise";
import { normalisePrefect, prefectDeliveryKey } from "@/lib/intake/sources/prefect/normalise";

/** Header names in lower case. */
export type WebhookHeaders = Record<string, string>;

/** Distinguishes a resent delivery from a new one of the same source. */
export interface DeliveryKey {
  value: string;
  /** Names one event for ever. Without such a name the body counts, and the next failure may send the same one. */
  isUnique: boolean;
}

/** How one kind of source is read. Both functions are pure and throw for no body. */
export interface SourceReader {
  normalise(body: unknown, headers: WebhookHeaders): Normalised;
  /**
   * The sender's `webhook-id`, else what the body says that no later event can say again, else `rawSha256` (hex, of
   * the raw body), which is not unique.
   */
  deliveryKey(body: unknown, headers: WebhookHeaders, rawSha256: string): DeliveryKey;
}

const MAX_KEY_LENGTH = 200;

function reader(
  normalise: (body: unknown) => Normalised,
  keyOf: (body: unknown) => string | null,
): SourceReader {
  return {
    normalise,
    deliveryKey: (body, headers, rawSha256) => deliveryKey(keyOf(body), headers, rawSha256),
  };
}

/** `uniqueKey`: what the body itself is known by for ever, if anything. */
export function deliveryKey(
  uniqueKey: string | null,
  headers: WebhookHeaders,
  rawSha256: string,
): DeliveryKey {
  const unique = idOfHeader(headers["webhook-id"]) ?? uniqueKey;
  return unique === null
    ? { value: `sha256-${rawSha256}`, isUnique: false }
    : { value: unique, isUnique: true };
}

function idOfHeader(value: string | undefined): string | null {
  const id = value?.trim() ?? "";
  if (id === "") return null;
  return id.length <= MAX_KEY_LENGTH ? id : `sha256-${createHash("sha256").update(id).digest("hex")}`;
}

/** The kinds of sources whose webhooks are understood so far. */
export const SOURCES: Partial<Record<SourceKind, SourceReader>> = {
  airflow: reader(normaliseAirflow, airflowDeliveryKey),
  prefect: reader(normalisePrefect, prefectDeliveryKey),
  generic: reader(normaliseGeneric, () => null),
};

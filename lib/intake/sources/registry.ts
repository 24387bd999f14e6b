import { createHash } from "node:crypto";
import type { Normalised, SourceKind } from "@/lib/intake/schemas";
import { airflowDeliveryKey, normaliseAirflow } from "@/lib/intake/sources/airflow/normalise";
import { normaliseGeneric } from "@/lib/intake/sources/generic/normalise";
import { normalisePrefect, prefectDeliveryKey } from "@/lib/intake/sources/prefect/normalise";

/** Header names in lower case. */
export type WebhookHeaders = Record<string, string>;

/** How one kind of source is read. Both functions are pure and throw for no body. */
export interface SourceReader {
  normalise(body: unknown, headers: WebhookHeaders): Normalised;
  /**
   * The key under which a delivery is stored once per source: the sender's `webhook-id`, else something that
   * the same failure gives again, else `rawSha256` (hex, of the raw body).
   */
  deliveryKey(body: unknown, headers: WebhookHeaders, rawSha256: string): string;
}

const MAX_KEY_LENGTH = 200;

function reader(
  normalise: (body: unknown) => Normalised,
  keyOf: (body: unknown) => string | null,
): SourceReader {
  return {
    normalise,
    deliveryKey: (body, headers, rawSha256) =>
      idOfHeader(headers["webhook-id"]) ?? keyOf(body) ?? `sha256-${rawSha256}`,
  };
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

// Limits of request bodies, for the HTTP server (bin/start), which stops reading there, and for the route handlers.
// JavaScript, because the server runs before anything is built.

import { findSourceKind, findWebhook } from "./source-kinds.mjs";

const KIB = 1_024;
const MIB = 1_024 * KIB;

/** Requests that are not meant to have a body. */
const BODILESS_METHODS = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);
const BODILESS_BYTES = 8 * KIB;

/** Every route that is not named below. */
export const DEFAULT_BODY_BYTES = MIB;

/** Sign-in: a few short form fields. */
export const AUTH_BODY_BYTES = 16 * KIB;

/** A call of a function carries up to 4 MB of events and step state; the SDK fetches more by itself. */
export const INNGEST_BODY_BYTES = 8 * MIB;

/**
 * The limit of a webhook, of the body as sent and as unzipped.
 * @param {string} kind
 */
export function webhookBodyBytes(kind) {
  return findSourceKind(kind)?.maxBodyBytes ?? DEFAULT_BODY_BYTES;
}

/**
 * The limit for a request. Never smaller than what the route's own handler allows.
 * @param {string} method
 * @param {string} url path and query as sent
 */
export function maxBodyBytes(method, url) {
  if (BODILESS_METHODS.has(method)) return BODILESS_BYTES;
  const webhook = findWebhook(url);
  if (webhook) return webhookBodyBytes(webhook.kind);
  const [, area, first, second = ""] = (url.split("?", 1)[0] ?? "").split("/");
  if (area !== "api") return DEFAULT_BODY_BYTES;
  if (first === "auth") return AUTH_BODY_BYTES;
  if (first === "inngest") return INNGEST_BODY_BYTES;
  return first === "webhooks" ? webhookBodyBytes(second) : DEFAULT_BODY_BYTES;
}

/**
 * A limit in words, such as `1 MiB` or `16 KiB`.
 * @param {number} bytes
 */
export function describeBytes(bytes) {
  return bytes >= MIB ? `${bytes / MIB} MiB` : `${bytes / KIB} KiB`;
}

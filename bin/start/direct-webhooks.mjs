// Serves webhooks without Next: routing a request through it takes longer than storing a delivery.

import { findSourceKind, findWebhook } from "../../lib/platform/http/source-kinds.mjs";
import { answerJson } from "./answer.mjs";

/**
 * @typedef {import("./web-server.mjs").Handler} Handler
 * @typedef {{ status: number, headers: Record<string, string>, body: unknown }} Answer
 * @typedef {{ headers: Record<string, string>, body: Uint8Array }} Webhook
 * @typedef {(webhook: Webhook, target: { kind: string, sourceKey: string | null }) => Promise<Answer>} Receive never rejects
 */

/**
 * Passes webhooks of known kinds to `receive`, and every other request to the pages, which serve the rest of the webhook
 * addresses too (`/webhook/failure`).
 * @param {Handler} pages
 * @param {Receive} receive
 * @returns {Handler}
 */
export function withDirectWebhooks(pages, receive) {
  return (request, response) => {
    const target = request.method === "POST" ? findWebhook(request.url ?? "") : null;
    if (target === null || findSourceKind(target.kind) === null) return pages(request, response);
    void serve(request, response, target, receive);
  };
}

/**
 * @param {import("./web-server.mjs").Request} request its body has arrived
 * @param {import("./web-server.mjs").Response} response
 * @param {{ kind: string, sourceKey: string | null }} target
 * @param {Receive} receive
 */
async function serve(request, response, target, receive) {
  /** @type {Uint8Array[]} */
  const chunks = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    // The client has left, or its body was refused and the request answered.
    return;
  }
  const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  const answer = await receive({ headers: plainHeaders(request.headers), body }, target);
  if (response.headersSent || response.destroyed) return;
  answerJson(response, answer.status, answer.headers, JSON.stringify(answer.body));
}

/** @param {import("node:http").IncomingHttpHeaders} headers @returns {Record<string, string>} */
function plainHeaders(headers) {
  /** @type {Record<string, string>} */
  const plain = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return plain;
}

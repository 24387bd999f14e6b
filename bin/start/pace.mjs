import { findWebhook, isBulk } from "../../lib/platform/http/source-kinds.mjs";

/** Requested by monitors, which must not wait in the queue. */
const URGENT = new Set(["/health", "/ready"]);

/**
 * The queue of a request, the first one being served first: monitors, everything else, and webhooks that arrive by the
 * hundred.
 * @param {string} url
 */
function queueOf(url) {
  if (URGENT.has(url.split("?", 1)[0] ?? "")) return 0;
  const webhook = findWebhook(url);
  return webhook && isBulk(webhook.kind) ? 2 : 1;
}

/**
 * Starts one request per turn of the event loop. Starting a request takes Next milliseconds, so a thousand at once would
 * block the loop for seconds: no response sent, no live stream served, no connection accepted.
 * @param {import("./web-server.mjs").Handler} handler
 * @returns {import("./web-server.mjs").Handler}
 */
export function paced(handler) {
  /** @type {[first: (() => void)[], rest: (() => void)[], bulk: (() => void)[]]} */
  const queues = [[], [], []];
  let isTurnTaken = false;

  const nextTurn = () => {
    const begin = queues[0].shift() ?? queues[1].shift() ?? queues[2].shift();
    isTurnTaken = begin !== undefined;
    if (!begin) return;
    setImmediate(nextTurn);
    begin();
  };

  return (request, response) => {
    const begin = () => {
      if (!response.destroyed) handler(request, response);
    };
    queues[queueOf(request.url ?? "")]?.push(begin);
    if (!isTurnTaken) nextTurn();
  };
}

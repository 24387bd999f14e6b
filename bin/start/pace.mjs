/** Requested by monitors, which must not wait in the queue. */
const URGENT = new Set(["/health", "/ready"]);

/**
 * Starts one request per turn of the event loop. Starting a request takes Next milliseconds, so a thousand at once would
 * block the loop for seconds: no response sent, no live stream served, no connection accepted.
 * @param {import("./web-server.mjs").Handler} handler
 * @returns {import("./web-server.mjs").Handler}
 */
export function paced(handler) {
  /** @type {[first: (() => void)[], rest: (() => void)[]]} */
  const queues = [[], []];
  let isTurnTaken = false;

  const nextTurn = () => {
    const begin = queues[0].shift() ?? queues[1].shift();
    isTurnTaken = begin !== undefined;
    if (!begin) return;
    setImmediate(nextTurn);
    begin();
  };

  return (request, response) => {
    const begin = () => {
      if (!response.destroyed) handler(request, response);
    };
    const isUrgent = URGENT.has(request.url?.split("?", 1)[0] ?? "");
    queues[isUrgent ? 0 : 1].push(begin);
    if (!isTurnTaken) nextTurn();
  };
}

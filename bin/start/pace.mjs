/** Asked by monitors, which must not wait behind a crowd. */
const URGENT = new Set(["/health", "/ready"]);

/**
 * The same handler, begun once per turn of the event loop. Beginning to answer takes Next milliseconds; a thousand
 * requests at once would otherwise be begun in one go, and nothing else would happen for seconds: no answer would be
 * sent, no live stream served, no connection accepted.
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

import { DEFAULT_BODY_BYTES, describeBytes, maxBodyBytes } from "../../lib/platform/http/body-limits.mjs";
import { refuse } from "./answer.mjs";

/** All bodies of requests under way together. */
const MAX_TOTAL_BYTES = 256 * DEFAULT_BODY_BYTES;
/** A sender that sends nothing for this long is given up. */
const IDLE_MS = 15_000;

const OVERLOADED = {
  status: 503,
  code: "unavailable",
  message: "Too much is being sent at the same time. Try again in a moment.",
  headers: { "retry-after": "1" },
};
const STALLED = {
  status: 408,
  code: "bad_request",
  message: `The rest of the body did not come within ${IDLE_MS / 1_000} s.`,
};

/** @param {number} maxBytes */
const tooLarge = (maxBytes) => ({
  status: 413,
  code: "too_large",
  message: `The body may have at most ${describeBytes(maxBytes)}.`,
});

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 * @typedef {{ maxTotalBytes?: number, idleMs?: number }} Bounds
 */

/**
 * Counts the bytes of each body as they arrive, whoever reads them or nobody. A request over its limit is refused
 * and read no further; so is one that would take all of them together over `maxTotalBytes`.
 * @param {Bounds} [bounds]
 */
export function boundBodies({ maxTotalBytes = MAX_TOTAL_BYTES, idleMs = IDLE_MS } = {}) {
  let totalBytes = 0;

  /**
   * Puts the bounds on a request.
   * @param {Request} request @param {Response} response
   * @returns {boolean} false: it announced a body that is too large and was refused
   */
  function admit(request, response) {
    const maxBytes = maxBodyBytes(request.method ?? "", request.url ?? "");
    const announced = Number(request.headers["content-length"] ?? 0);
    if (announced > maxBytes) {
      refuse(request, response, tooLarge(maxBytes));
      return false;
    }
    if (announced > 0 || request.headers["transfer-encoding"]) count(request, response, maxBytes);
    return true;
  }

  /** @param {Request} request @param {Response} response @param {number} maxBytes */
  function count(request, response, maxBytes) {
    let bytes = 0;
    let heldBytes = 0;
    let isAnswered = false;
    let isRefused = false;
    const stop = (/** @type {import("./answer.mjs").Refusal} */ refusal) => {
      isRefused = true;
      idle.stop();
      refuse(request, response, refusal);
      return false;
    };
    const idle = watchIdle(request, idleMs, () => stop(STALLED));
    const push = request.push.bind(request);
    request.push = (chunk, encoding) => {
      if (isRefused) return false;
      if (chunk === null) {
        idle.stop();
        return push(chunk, encoding);
      }
      idle.restart();
      bytes += chunk.length;
      if (bytes > maxBytes) return stop(tooLarge(maxBytes));
      // Nobody waits for the rest of a body whose request is answered or given up.
      if (isAnswered) return true;
      if (totalBytes + chunk.length > maxTotalBytes) return stop(OVERLOADED);
      totalBytes += chunk.length;
      heldBytes += chunk.length;
      return request.destroyed || push(chunk, encoding);
    };
    // Node would let the rest pass by uncounted.
    Object.assign(request, { _dump: () => {} });
    const settle = () => {
      isAnswered = true;
      totalBytes -= heldBytes;
      heldBytes = 0;
    };
    response.once("finish", settle).once("close", settle);
  }

  return { admit, totalBytes: () => totalBytes };
}

/**
 * Calls `onIdle` when a sender that could send has sent nothing for `ms`.
 * @param {Request} request @param {number} ms @param {() => void} onIdle
 */
function watchIdle(request, ms, onIdle) {
  const timer = setTimeout(() => {
    // While nobody takes what is there already, the connection is not read: the sender is not to blame.
    if (request.readableLength >= request.readableHighWaterMark) timer.refresh();
    else onIdle();
  }, ms);
  timer.unref();
  request.socket.once("close", stop);
  function stop() {
    clearTimeout(timer);
    request.socket.off("close", stop);
  }
  return { restart: () => timer.refresh(), stop };
}

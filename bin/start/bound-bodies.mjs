import { describeBytes, maxBodyBytes } from "../../lib/platform/http/body-limits.mjs";
import { refuse } from "./answer.mjs";
import { BodyMemory } from "./body-memory.mjs";
import { GrowingBuffer } from "./growing-buffer.mjs";
import { watchRate } from "./watch-rate.mjs";

const KIB = 1_024;
/** Memory for the bodies of all requests in progress, unless the settings say otherwise. */
export const BODY_MEMORY_MIB = 128;
/** A sender has to deliver `MIN_BYTES` in each `WINDOW_MS`: 1 MiB takes 32 s at most, a short body 10 s. */
const WINDOW_MS = 10_000;
const MIN_BYTES = 320 * KIB;

const OVERLOADED = {
  status: 503,
  code: "unavailable",
  message: "The server is receiving too much data at the moment. Try again in a moment.",
  headers: { "retry-after": "1" },
};
const TOO_SLOW = {
  status: 408,
  code: "bad_request",
  message: `The body arrived too slowly: at least ${MIN_BYTES / KIB} KiB (or all of the rest) must arrive every ${WINDOW_MS / 1_000} s.`,
};

/** @param {number} maxBytes */
const tooLarge = (maxBytes) => ({
  status: 413,
  code: "too_large",
  message: `The body can have at most ${describeBytes(maxBytes)}.`,
});

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 * @typedef {import("./answer.mjs").Refusal} Refusal
 * @typedef {{ request: Request, response: Response }} Exchange
 * @typedef {{ bodyMemoryBytes?: number, windowMs?: number, minBytes?: number }} Bounds
 * @typedef {{ memory: BodyMemory, floor: { windowMs: number, minBytes: number }, maxBytes: number,
 *   expectedBytes: number, onComplete: () => void }} Collecting
 */

/**
 * Buffers each body completely before anything else sees the request, so that one that never completes costs only a
 * socket and its bytes. Bodies over their limit and slow ones are refused, and all together share `bodyMemoryBytes`.
 * @param {Bounds} [bounds]
 */
export function boundBodies({
  bodyMemoryBytes = BODY_MEMORY_MIB * KIB * KIB,
  windowMs = WINDOW_MS,
  minBytes = MIN_BYTES,
} = {}) {
  const memory = new BodyMemory(bodyMemoryBytes);
  const floor = { windowMs, minBytes };

  /**
   * Calls `onComplete` once the body has arrived, or immediately without a body. Never called if the request is refused
   * or the client leaves.
   * @param {Request} request @param {Response} response @param {() => void} onComplete
   * @returns {boolean} false if it announced a body that is too large and was refused
   */
  return function receive(request, response, onComplete) {
    const maxBytes = maxBodyBytes(request.method ?? "", request.url ?? "");
    const announced = Number(request.headers["content-length"] ?? 0);
    if (announced > maxBytes) {
      refuse(request, response, tooLarge(maxBytes));
      return false;
    }
    if (announced > 0 || request.headers["transfer-encoding"]) {
      const expectedBytes = announced || maxBytes;
      collect({ request, response }, { memory, floor, maxBytes, expectedBytes, onComplete });
    } else onComplete();
    return true;
  };
}

/**
 * Buffers a body until it is complete, and only then lets it be read.
 * @param {Exchange} exchange @param {Collecting} options
 */
function collect({ request, response }, { memory, floor, maxBytes, expectedBytes, onComplete }) {
  const buffer = new GrowingBuffer(expectedBytes);
  let bytes = 0;
  let isRefused = false;
  /** Already answered: the rest is read and dropped. */
  let isAnswered = false;
  const body = { takenBytes: 0, startedAt: performance.now(), refuse: () => void stop(OVERLOADED) };
  const rate = watchRate(floor, () => stop(TOO_SLOW));
  memory.arriving.add(body);

  function end() {
    rate.stop();
    memory.arriving.delete(body);
  }
  function release() {
    buffer.take();
    memory.release(body);
  }
  /** @param {Refusal} refusal */
  function stop(refusal) {
    isRefused = true;
    end();
    release();
    refuse(request, response, refusal);
    return false;
  }
  /** @param {Buffer} chunk @returns {boolean} whether to go on reading */
  function add(chunk) {
    rate.count(chunk.length);
    bytes += chunk.length;
    if (bytes > maxBytes) return stop(tooLarge(maxBytes));
    if (isAnswered) return true;
    const growth = buffer.capacityWith(chunk.length) - buffer.capacity;
    if (!memory.take(body, growth)) return false;
    buffer.append(chunk);
    return true;
  }

  const push = request.push.bind(request);
  request.push = (chunk) => {
    if (isRefused) return false;
    if (chunk !== null) return add(chunk);
    end();
    if (buffer.length > 0) push(buffer.take());
    push(null);
    if (!isAnswered) onComplete();
    return false;
  };
  // Node would not count the rest.
  Object.assign(request, { _dump: () => {} });
  response.once("finish", () => {
    isAnswered = true;
    release();
  });
  response.once("close", () => {
    end();
    release();
  });
}

import { request as send } from "node:http";
import { answer } from "./answer.mjs";

/** Methods that routes can handle. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const ASK_MS = 2_000;

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 */

/**
 * Next responds to an unsupported method with an empty 405. This gives that response the API's error shape and lists the
 * supported methods.
 * @param {Request} request
 * @param {Response} response
 * @returns {boolean} false if no route supports this method and the request has been answered
 */
export function explainNotAllowed(request, response) {
  const method = request.method ?? "";
  if (method === "OPTIONS") return true;
  if (!METHODS.has(method)) {
    void answerNotAllowed(request, response);
    return false;
  }
  const { writeHead, end } = response;
  let isHeld = false;
  const isEmpty405 = (/** @type {number} */ status) =>
    status === 405 && !response.headersSent && !response.hasHeader("content-type");
  Object.assign(response, {
    // Compression sends the head before ending the response, so hold the head back.
    writeHead(/** @type {Parameters<typeof writeHead>} */ ...args) {
      isHeld = args.length === 1 && isEmpty405(args[0]);
      return isHeld ? response : writeHead.apply(response, args);
    },
    end(/** @type {Parameters<typeof end>} */ ...args) {
      if (!isHeld && !isEmpty405(response.statusCode)) return end.apply(response, args);
      void answerNotAllowed(request, response);
      return response;
    },
  });
  return true;
}

/** @param {Request} request @param {Response} response */
async function answerNotAllowed(request, response) {
  const allow = await askAllowed(request);
  if (response.headersSent || response.destroyed) return;
  answer(response, {
    status: 405,
    code: "method_not_allowed",
    message: allow
      ? `${request.method} is not supported here. Use ${allow}.`
      : `${request.method} is not supported here.`,
    headers: { allow },
  });
}

/**
 * The methods of a URL, from the route's response to OPTIONS.
 * @param {Request} request
 * @returns {Promise<string>} such as `GET, HEAD`; empty if unknown
 */
function askAllowed({ url, socket }) {
  const { localAddress: host, localPort: port } = socket;
  return new Promise((resolve) => {
    const asked = send(
      { host, port, path: url, method: "OPTIONS", agent: false, timeout: ASK_MS },
      (response) => {
        response.resume();
        resolve(String(response.headers["allow"] ?? ""));
      },
    );
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(""));
    asked.end();
  });
}

import { isIP } from "node:net";
import { ipv6Prefix } from "../../lib/platform/http/ipv6-prefix.mjs";
import { answerUnparsed } from "./answer.mjs";

/** Default limit of open connections. More than the maximum of live streams (1,000). */
export const MAX_CONNECTIONS = 2_000;
export const MAX_CONNECTIONS_PER_ADDRESS = 500;

const FULL = {
  status: 503,
  code: "unavailable",
  message: "Too many connections are open. Try again in a moment.",
  headers: { "retry-after": "1" },
};

/**
 * @typedef {import("node:net").Socket} Socket
 * @typedef {{ maxConnections?: number, maxConnectionsPerAddress?: number }} ConnectionLimits per address 0: no limit
 */

/**
 * Limits open connections, in total and per address. When the limit is exceeded, the connection that has waited longest
 * for a request (or the rest of one) is closed, so that idle and unfinished ones cannot block others. Connections with a
 * response in progress, such as live streams, are never closed; if there are only those, the new one is refused.
 * @param {ConnectionLimits} [limits]
 */
export function boundConnections({
  maxConnections = MAX_CONNECTIONS,
  maxConnectionsPerAddress = MAX_CONNECTIONS_PER_ADDRESS,
} = {}) {
  /** @type {Map<Socket, { network: string, answering: number }>} */
  const open = new Map();
  /** Open connections per network. @type {Map<string, number>} */
  const counts = new Map();
  /** Connections without a complete request, longest waiting first. @type {Set<Socket>} */
  const waiting = new Set();

  /** Accepts a new connection, or refuses it. @param {Socket} socket */
  function admit(socket) {
    const network = networkOf(socket.remoteAddress ?? "");
    if (!makeRoom(network)) {
      answerUnparsed(socket, FULL);
      return;
    }
    open.set(socket, { network, answering: 0 });
    counts.set(network, (counts.get(network) ?? 0) + 1);
    waiting.add(socket);
    socket.once("close", () => forget(socket));
  }

  /** Makes room for a connection, closing another if necessary. @param {string} network */
  function makeRoom(network) {
    const isLimited = maxConnectionsPerAddress > 0 && !isLoopback(network);
    if (isLimited && (counts.get(network) ?? 0) >= maxConnectionsPerAddress) return closeOldest(network);
    return open.size < maxConnections || closeOldest();
  }

  /** @param {string} [network] limits it to this network @returns {boolean} whether one was closed */
  function closeOldest(network) {
    for (const socket of waiting) {
      if (network !== undefined && open.get(socket)?.network !== network) continue;
      forget(socket);
      socket.destroy();
      return true;
    }
    return false;
  }

  /** @param {Socket} socket */
  function forget(socket) {
    const connection = open.get(socket);
    if (!connection) return;
    open.delete(socket);
    waiting.delete(socket);
    const { network } = connection;
    const left = (counts.get(network) ?? 1) - 1;
    if (left > 0) counts.set(network, left);
    else counts.delete(network);
  }

  /** Protects a connection whose request has arrived until it is answered. @param {Socket} socket */
  function keep(socket) {
    const connection = open.get(socket);
    if (connection) connection.answering += 1;
    waiting.delete(socket);
  }

  /** Ends the protection once the request has been answered. @param {Socket} socket */
  function release(socket) {
    const connection = open.get(socket);
    if (!connection) return;
    connection.answering -= 1;
    // A client may pipeline several requests.
    if (connection.answering === 0) waiting.add(socket);
  }

  return {
    admit,
    keep,
    release,
    /** Whether it has no complete request. @param {Socket} socket */
    isWaiting: (socket) => waiting.has(socket),
    count: () => open.size,
  };
}

/** The network of a single client: an IPv4 address, or an IPv6 /64. @param {string} address */
export function networkOf(address) {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIP(plain) !== 6 || plain === "::1") return plain;
  return ipv6Prefix(plain, 4);
}

/** Loopback: a local proxy or the operator. @param {string} network */
function isLoopback(network) {
  return network === "::1" || network.startsWith("127.");
}

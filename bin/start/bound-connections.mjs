import { isIP } from "node:net";
import { ipv6Prefix } from "../../lib/platform/http/ipv6-prefix.mjs";
import { answerUnparsed } from "./answer.mjs";

/** Open connections, unless the settings say otherwise. More than there can be live streams (1,000). */
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
 * Limits how many connections are open, in all and per address. Where one too many arrives, the connection that has
 * waited for longest for a request (or the rest of one) is closed in its favour, so that idle and unfinished ones
 * cannot shut others out. Connections with an answer in progress, live streams above all, are never closed; when
 * there are only such, the new one is turned away.
 * @param {ConnectionLimits} [limits]
 */
export function boundConnections({
  maxConnections = MAX_CONNECTIONS,
  maxConnectionsPerAddress = MAX_CONNECTIONS_PER_ADDRESS,
} = {}) {
  /** @type {Map<Socket, { network: string, answering: number }>} */
  const open = new Map();
  /** How many are open from a network. @type {Map<string, number>} */
  const counts = new Map();
  /** Those without a complete request, longest first. @type {Set<Socket>} */
  const waiting = new Set();

  /** Takes a new connection, or turns it away. @param {Socket} socket */
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

  /** Whether there is room for one more, if need be in place of another. @param {string} network */
  function makeRoom(network) {
    const isLimited = maxConnectionsPerAddress > 0 && !isLoopback(network);
    if (isLimited && (counts.get(network) ?? 0) >= maxConnectionsPerAddress) return closeOldest(network);
    return open.size < maxConnections || closeOldest();
  }

  /** @param {string} [network] only one of these @returns {boolean} whether there was one to close */
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

  /** A request has arrived in full: its connection is kept until it is answered. @param {Socket} socket */
  function keep(socket) {
    const connection = open.get(socket);
    if (connection) connection.answering += 1;
    waiting.delete(socket);
  }

  /** A request that was kept has been answered: its connection waits for another. @param {Socket} socket */
  function release(socket) {
    const connection = open.get(socket);
    if (!connection) return;
    connection.answering -= 1;
    // A client may send several requests without waiting for the answers.
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

/** What one customer usually holds: an IPv4 address, the first 64 bits of an IPv6 one. @param {string} address */
export function networkOf(address) {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIP(plain) !== 6 || plain === "::1") return plain;
  return ipv6Prefix(plain, 4);
}

/** A proxy on this machine, or the person it belongs to. @param {string} network */
function isLoopback(network) {
  return network === "::1" || network.startsWith("127.");
}

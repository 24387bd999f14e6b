import { isIP } from "node:net";
import { ipv6Prefix } from "@/lib/platform/http/ipv6-prefix.mjs";
import { PEER_HEADER } from "@/lib/platform/http/server-headers.mjs";

/**
 * The client's IP address. `X-Forwarded-For` is trusted only as far as our own proxies wrote it: with `trustedHops` proxies
 * in front, the entry added by the outermost one.
 * @returns an address without port, or `unknown`
 */
export function clientAddress(headers: Headers, trustedHops: number): string {
  const peer = plainAddress(headers.get(PEER_HEADER) ?? "");
  if (trustedHops === 0) return peer ?? "unknown";
  const forwarded = (headers.get("x-forwarded-for") ?? "").slice(-2_000).split(",");
  return plainAddress(forwarded.at(-trustedHops) ?? "") ?? peer ?? "unknown";
}

/**
 * The network of a single client, for counting attempts: an IPv4 address, or an IPv6 /64.
 */
export function throttleNetwork(address: string): string {
  return isIP(address) === 6 ? `${ipv6Prefix(address, 4)}::/64` : address;
}

/** A coarse network to show and store: IPv4 /24, IPv6 /48. */
export function coarseNetwork(address: string): string {
  if (isIP(address) === 6) return `${ipv6Prefix(address, 3)}::/48`;
  if (isIP(address) === 4) return `${address.split(".").slice(0, 3).join(".")}.0/24`;
  return "unknown";
}

function plainAddress(text: string): string | null {
  const address = text
    .trim()
    .replace(/^\[([0-9a-f:.]+)\](:\d+)?$/i, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(address) ? address.toLowerCase() : null;
}

import { networkInterfaces } from "node:os";
import { isInRange, parseIp, parseIpRange, unwrapIp, type IpRange } from "@/lib/platform/http/ip-address";

/** Allowed targets of outbound calls, besides public addresses. */
export interface OutboundPolicy {
  allowsPrivate: boolean;
  allowsLoopback: boolean;
  /** Host names that may resolve to private and loopback addresses. */
  hosts: ReadonlySet<string>;
  ranges: readonly IpRange[];
}

export type AddressKind = "public" | "private" | "loopback" | "link-local" | "metadata" | "special";

/** Metadata services, which expose the machine's credentials; other clouds use link-local addresses. */
const METADATA = ["169.254.169.254", "fd00:ec2::/32", "fd20:ce::254", "100.100.100.200", "168.63.129.16"];
const METADATA_HOSTS = new Set(["metadata.google.internal", "metadata.goog"]);

const KINDS: readonly (readonly [Exclude<AddressKind, "public">, readonly string[]])[] = [
  ["metadata", METADATA],
  ["loopback", ["127.0.0.0/8", "::1"]],
  ["link-local", ["169.254.0.0/16", "fe80::/10"]],
  // Unspecified, protocol assignments, multicast, reserved and broadcast.
  ["special", ["0.0.0.0/8", "::/128", "192.0.0.0/24", "224.0.0.0/4", "ff00::/8", "240.0.0.0/4"]],
  // Local-use NAT64, Teredo, discard-only.
  ["special", ["64:ff9b:1::/48", "2001::/32", "100::/64"]],
  ["private", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15"]],
  ["private", ["fc00::/7", "fec0::/10"]],
];

const RANGES = KINDS.map(([kind, texts]) => ({
  kind,
  ranges: texts.map(parseIpRange).filter((range) => range !== null),
}));

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,126}$/;

/**
 * Parses PD_OUTBOUND_ALLOW: `private`, `loopback`, `none`, host names, addresses and ranges (`10.1.0.0/16`), separated by
 * commas or spaces.
 * @throws Error naming an invalid entry.
 */
export function parseOutboundAllow(text: string): OutboundPolicy {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== "");
  const ranges: IpRange[] = [];
  const hosts = new Set<string>();
  for (const word of words) {
    if (word === "private" || word === "loopback" || word === "none") continue;
    const range = parseIpRange(word);
    const isNumeric = /^[\d.:/[\]]+$/.test(word);
    if (range) ranges.push(range);
    else if (!isNumeric && HOST_NAME.test(word)) hosts.add(word);
    else
      throw new Error(
        `"${word.slice(0, 100)}" is neither private, loopback, a host name nor an address range`,
      );
  }
  return {
    allowsPrivate: words.includes("private"),
    allowsLoopback: words.includes("loopback"),
    hosts,
    ranges,
  };
}

/** The kind of an IP address; null for any other text. */
export function addressKind(text: string): AddressKind | null {
  const address = parseIp(text);
  if (address === null) return null;
  const target = unwrapIp(address);
  return RANGES.find(({ ranges }) => ranges.some((range) => isInRange(target, range)))?.kind ?? "public";
}

/**
 * Why `address`, to which `host` resolved, may not be connected to, or null if it may. A listed host name allows private and
 * loopback addresses; others must be listed themselves.
 */
export function addressObjection(policy: OutboundPolicy, host: string, address: string): string | null {
  const number = parseIp(address);
  const kind = isOwnAddress(number) ? "loopback" : addressKind(address);
  if (number === null || kind === null) return `${address.slice(0, 100)} is not an IP address`;
  const isListed = [number, unwrapIp(number)].some((item) =>
    policy.ranges.some((range) => isInRange(item, range)),
  );
  if (kind === "public" || isListed) return null;
  const isNamed = policy.hosts.has(canonicalHost(host));
  if (kind === "private" && (policy.allowsPrivate || isNamed)) return null;
  if (kind === "loopback" && (policy.allowsLoopback || isNamed)) return null;
  const described = host === address ? host : `${host} (${address})`;
  return `${described} ${KIND_WORDS[kind]}`;
}

/** Whether the address belongs to this machine, whatever range it is in. */
function isOwnAddress(number: bigint | null): boolean {
  if (number === null) return false;
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return own.some(({ address, internal }) => !internal && parseIp(address) === unwrapIp(number));
}

/**
 * An objection to a host before DNS resolution: to an address, or a name with a fixed meaning. Null does not mean that the
 * resolved address is allowed.
 */
export function hostObjection(policy: OutboundPolicy, host: string): string | null {
  const name = canonicalHost(host);
  if (METADATA_HOSTS.has(name)) return addressObjection(policy, host, "169.254.169.254");
  if (name === "localhost" || name.endsWith(".localhost")) return addressObjection(policy, host, "127.0.0.1");
  return parseIp(name) === null ? null : addressObjection(policy, name, name);
}

const KIND_WORDS: Record<Exclude<AddressKind, "public">, string> = {
  private: "is a private address",
  loopback: "is this machine itself",
  "link-local": "is a link-local address",
  metadata: "is a cloud metadata service",
  special: "is not a server address",
};

/** A host name normalized for comparison: lowercase, without brackets and trailing dot. */
export function canonicalHost(host: string): string {
  const bare = host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
  return bare.toLowerCase().replace(/\.$/, "");
}

import { isIP } from "node:net";

/** An IPv4 or IPv6 address as a 128-bit number; IPv4 is mapped to `::ffff:0:0/96`, so both forms are equal. */
export type IpNumber = bigint;

export interface IpRange {
  base: IpNumber;
  /** Prefix length, from 0 to 128. */
  prefix: number;
}

const MAPPED = 0xffffn << 32n;

/** Parses an address, with or without brackets and a zone id; null for anything else, such as a host name. */
export function parseIp(text: string): IpNumber | null {
  const bare = (text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text).split("%")[0] ?? "";
  switch (isIP(bare)) {
    case 4:
      return MAPPED | ipv4Number(bare);
    case 6:
      return ipv6Number(bare);
    default:
      return null;
  }
}

/** Parses `10.0.0.0/8`, `fd00::/8` or a single address; null for anything else. */
export function parseIpRange(text: string): IpRange | null {
  const [address = "", length, ...rest] = text.split("/");
  const base = parseIp(address);
  if (base === null || rest.length > 0) return null;
  const width = isIP(address) === 4 ? 32 : 128;
  if (length === undefined) return { base, prefix: 128 };
  if (!/^\d{1,3}$/.test(length) || Number(length) > width) return null;
  return { base, prefix: 128 - width + Number(length) };
}

export function isInRange(address: IpNumber, { base, prefix }: IpRange): boolean {
  const shift = BigInt(128 - prefix);
  return address >> shift === base >> shift;
}

const TUNNELS: readonly { range: IpRange; shift: bigint }[] = [
  // NAT64, IPv4-translated and IPv4-compatible addresses embed the IPv4 address at the end, 6to4 after the prefix.
  { range: range("64:ff9b::/96"), shift: 0n },
  { range: range("::ffff:0:0:0/96"), shift: 0n },
  { range: range("::/96"), shift: 0n },
  { range: range("2002::/16"), shift: 80n },
];

/** The IPv4 address embedded in an IPv6 address, or the address itself. */
export function unwrapIp(address: IpNumber): IpNumber {
  // `::` and `::1` do not embed 0.0.0.0 and 0.0.0.1.
  if (address <= 1n) return address;
  const tunnel = TUNNELS.find(({ range }) => isInRange(address, range));
  return tunnel ? MAPPED | ((address >> tunnel.shift) & 0xffffffffn) : address;
}

function range(text: string): IpRange {
  const parsed = parseIpRange(text);
  if (!parsed) throw new Error(`${text} is not an address range`);
  return parsed;
}

function ipv4Number(text: string): bigint {
  return text.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function ipv6Number(text: string): bigint {
  const [head = "", tail] = text.split("::");
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0n);
  return [...before, ...zeros, ...after].reduce((sum, group) => (sum << 16n) | group, 0n);
}

function groupsOf(text: string): bigint[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    if (!group.includes(".")) return [BigInt(`0x${group}`)];
    const address = ipv4Number(group);
    return [address >> 16n, address & 0xffffn];
  });
}

/**
 * The first groups of an IPv6 address, written out: `2001:db8:0:0` of `2001:db8::6` for four. JavaScript, because the
 * HTTP server (bin/start) runs before anything is built.
 * @param {string} address may name a zone (`fe80::1%eth0`)
 * @param {number} groups of 16 bits
 */
export function ipv6Prefix(address, groups) {
  const [head = "", tail = ""] = new URL(`http://[${address.split("%")[0]}]`).hostname
    .slice(1, -1)
    .split("::");
  const start = head ? head.split(":") : [];
  const end = tail ? tail.split(":") : [];
  const zeros = Array.from({ length: 8 - start.length - end.length }, () => "0");
  return [...start, ...zeros, ...end].slice(0, groups).join(":");
}

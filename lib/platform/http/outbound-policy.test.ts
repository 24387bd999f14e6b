import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import {
  addressKind,
  addressObjection,
  hostObjection,
  parseOutboundAllow,
} from "@/lib/platform/http/outbound-policy";

describe("addressKind", () => {
  it.each([
    ["93.184.216.34", "public"],
    ["2606:2800:220:1::1", "public"],
    ["10.1.2.3", "private"],
    ["172.31.255.255", "private"],
    ["172.32.0.0", "public"],
    ["192.168.0.1", "private"],
    ["100.64.0.1", "private"],
    ["fd12::1", "private"],
    ["127.0.0.1", "loopback"],
    ["127.255.255.254", "loopback"],
    ["::1", "loopback"],
    ["169.254.1.1", "link-local"],
    ["169.254.170.2", "link-local"],
    ["fe80::1", "link-local"],
    ["fe80::1%eth0", "link-local"],
    ["febf::1", "link-local"],
    ["169.254.169.254", "metadata"],
    ["fd00:ec2::254", "metadata"],
    ["100.100.100.200", "metadata"],
    ["168.63.129.16", "metadata"],
    ["0.0.0.0", "special"],
    ["0.1.2.3", "special"],
    ["::", "special"],
    ["224.0.0.1", "special"],
    ["255.255.255.255", "special"],
    ["ff02::1", "special"],
    // IPv4 inside IPv6: mapped, translated, compatible, NAT64, 6to4.
    ["::ffff:127.0.0.1", "loopback"],
    ["::ffff:7f00:1", "loopback"],
    ["::ffff:0:169.254.169.254", "metadata"],
    ["::169.254.169.254", "metadata"],
    ["64:ff9b::a9fe:a9fe", "metadata"],
    ["2002:a9fe:a9fe::1", "metadata"],
    ["2002:7f00:1::", "loopback"],
    ["::ffff:8.8.8.8", "public"],
    ["2001:0:53aa:64c::", "special"],
    ["example.com", null],
    ["1.2.3", null],
    ["", null],
  ])("%s is %s", (address, kind) => {
    expect(addressKind(address)).toBe(kind);
  });
});

describe("the outbound allowlist", () => {
  const REFUSED = ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1", "::ffff:169.254.169.254"];

  it.each([
    ["private", ["10.0.0.1", "fd12::1", "8.8.8.8"], ["127.0.0.1", "::1", ...REFUSED]],
    ["private,loopback", ["10.0.0.1", "127.0.0.1", "::ffff:127.0.0.1"], REFUSED],
    ["none", ["8.8.8.8"], ["10.0.0.1", "127.0.0.1", ...REFUSED]],
    ["10.1.0.0/16", ["10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::a01:203"], ["10.2.0.1", ...REFUSED]],
    ["169.254.169.254", ["169.254.169.254"], ["169.254.169.253", "127.0.0.1"]],
  ])("with %s", (allow, allowed, refused) => {
    const policy = parseOutboundAllow(allow);
    for (const address of allowed)
      expect([address, addressObjection(policy, "h", address)]).toEqual([address, null]);
    for (const address of refused) expect(addressObjection(policy, "h", address)).toEqual(expect.any(String));
  });

  it("lets a listed name resolve to private and loopback addresses, but not to metadata services", () => {
    const policy = parseOutboundAllow("Airflow.internal");
    expect(addressObjection(policy, "AIRFLOW.internal.", "127.0.0.1")).toBeNull();
    expect(addressObjection(policy, "airflow.internal", "10.0.0.1")).toBeNull();
    expect(addressObjection(policy, "other.internal", "10.0.0.1")).toContain("private");
    expect(addressObjection(policy, "airflow.internal", "169.254.169.254")).toContain("metadata");
  });

  it.each([
    "http://169.254.169.254/latest/",
    "http://169.254.169.254./",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/",
    "http://169.254.43518/",
    "http://[::ffff:169.254.169.254]/",
    "http://[fd00:ec2::254]/",
    "http://metadata.google.internal/",
    "http://METADATA.google.internal./",
    "http://0/",
    "http://[::]/",
    "http://[fe80::1]/",
    "http://１６９.254.169.254/",
  ])("refuses %s before any lookup", (url) => {
    expect(hostObjection(parseOutboundAllow("private,loopback"), new URL(url).hostname)).not.toBeNull();
  });

  it.each([
    "http://127.1/",
    "http://2130706433/",
    "http://localhost./",
    "http://app.localhost/",
    "http://[::1]/",
  ])("recognizes %s as this machine", (url) => {
    const { hostname } = new URL(url);
    expect(hostObjection(parseOutboundAllow("private"), hostname)).toContain("this machine itself");
    expect(hostObjection(parseOutboundAllow("loopback"), hostname)).toBeNull();
  });

  it.each(["10.0.0.0/33", "fd00::/129", "1.2.3", "http://x", "a b/c", "10.0.0.0/8/8", "-_*"])(
    "refuses %s as an entry",
    (word) => {
      expect(() => parseOutboundAllow(word)).toThrow(/neither private/);
    },
  );
});

describe("an address of this machine's own interfaces", () => {
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith("fe80"));

  it("counts as loopback, whatever its range", () => {
    for (const { address } of own) {
      const strict = parseOutboundAllow("private");
      expect(addressObjection(strict, "airflow.example", address)).toContain("is this machine itself");
      expect(addressObjection(parseOutboundAllow("loopback"), "airflow.example", address)).toBeNull();
      expect(addressObjection(parseOutboundAllow("airflow.example"), "airflow.example", address)).toBeNull();
    }
    expect(addressObjection(parseOutboundAllow("private"), "airflow.example", "10.255.254.253")).toBeNull();
  });
});

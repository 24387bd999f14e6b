import { describe, expect, it } from "vitest";
import { clientAddress, coarseNetwork, throttleNetwork } from "@/lib/platform/http/client-address";

const headers = (peer: string, forwarded?: string) =>
  new Headers({
    "x-pipeline-debugger-peer": peer,
    ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }),
  });

describe("clientAddress", () => {
  it.each([
    ["192.0.2.1", undefined, 0, "192.0.2.1"],
    ["::ffff:192.0.2.1", undefined, 0, "192.0.2.1"],
    ["192.0.2.1", "203.0.113.5", 0, "192.0.2.1"],
    ["10.0.0.1", "203.0.113.5", 1, "203.0.113.5"],
    ["10.0.0.1", "6.6.6.6, 203.0.113.5", 1, "203.0.113.5"],
    ["10.0.0.1", "6.6.6.6, 203.0.113.5, 10.0.0.2", 2, "203.0.113.5"],
    ["10.0.0.1", "203.0.113.5:4711", 1, "203.0.113.5"],
    ["10.0.0.1", "[2001:DB8::1]:4711", 1, "2001:db8::1"],
    ["10.0.0.1", undefined, 1, "10.0.0.1"],
    ["10.0.0.1", "203.0.113.5", 2, "10.0.0.1"],
    ["10.0.0.1", "unknown", 1, "10.0.0.1"],
    ["", undefined, 0, "unknown"],
    ["nonsense", "<script>", 1, "unknown"],
  ])("%s with X-Forwarded-For %s behind %i proxies is %s", (peer, forwarded, hops, address) => {
    expect(clientAddress(headers(peer, forwarded), hops)).toBe(address);
  });
});

describe("client networks", () => {
  it.each([
    ["192.0.2.77", "192.0.2.77", "192.0.2.0/24"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"],
    ["2001:db8::1", "2001:db8:0:0::/64", "2001:db8:0::/48"],
    ["::1", "0:0:0:0::/64", "0:0:0::/48"],
    ["fe80::1%eth0", "fe80:0:0:0::/64", "fe80:0:0::/48"],
    ["unknown", "unknown", "unknown"],
  ])("%s counts as %s and is shown as %s", (address, counted, shown) => {
    expect(throttleNetwork(address)).toBe(counted);
    expect(coarseNetwork(address)).toBe(shown);
  });
});

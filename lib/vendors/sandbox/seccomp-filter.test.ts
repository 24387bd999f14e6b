import { describe, expect, it } from "vitest";
import { seccompFilter } from "@/lib/vendors/sandbox/seccomp-filter";

const EPERM = 0x00050001;
const ENOSYS = 0x00050026;
const EAFNOSUPPORT = 0x00050061;
const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const X64 = 0xc000003e;

/** Runs a filter as the kernel does, for one system call. */
function decide(filter: Buffer, call: { arch?: number; number: number; argument?: number }): number {
  const data: Record<number, number> = { 0: call.number, 4: call.arch ?? X64, 16: call.argument ?? 0 };
  let loaded = 0;
  for (let at = 0; at < filter.length; at += 8) {
    const [code, ifTrue, ifFalse] = [
      filter.readUInt16LE(at),
      filter.readUInt8(at + 2),
      filter.readUInt8(at + 3),
    ];
    const value = filter.readUInt32LE(at + 4);
    if (code === 0x06) return value;
    if (code === 0x20) loaded = data[value] ?? 0;
    else {
      const isTrue =
        code === 0x15 ? loaded === value : code === 0x35 ? loaded >= value : (loaded & value) >>> 0 !== 0;
      at += 8 * (isTrue ? ifTrue : ifFalse);
    }
  }
  throw new Error("The filter has no end.");
}

describe("seccompFilter", () => {
  const single = seccompFilter("x64", false) ?? Buffer.alloc(0);
  const several = seccompFilter("x64", true) ?? Buffer.alloc(0);

  it.each([
    ["read", { number: 0 }, ALLOW, ALLOW],
    ["fork", { number: 57 }, EPERM, ALLOW],
    ["clone of a process", { number: 56, argument: 17 }, EPERM, ALLOW],
    ["clone of a thread", { number: 56, argument: 0x3d0f00 }, ALLOW, ALLOW],
    ["clone into a user namespace", { number: 56, argument: 0x10000000 }, EPERM, EPERM],
    ["clone3", { number: 435 }, ENOSYS, ENOSYS],
    ["ptrace", { number: 101 }, EPERM, EPERM],
    ["unshare", { number: 272 }, EPERM, EPERM],
    ["a Unix socket", { number: 41, argument: 1 }, ALLOW, ALLOW],
    ["an IPv6 socket", { number: 41, argument: 10 }, ALLOW, ALLOW],
    ["a vsock socket", { number: 41, argument: 40 }, EAFNOSUPPORT, EAFNOSUPPORT],
    ["a call of x32", { number: 0x40000000 }, EPERM, EPERM],
    ["a call of another architecture", { number: 0, arch: 0x40000003 }, KILL, KILL],
  ])("decides on %s", (_, call, alone, among) => {
    expect([decide(single, call), decide(several, call)]).toEqual([alone, among]);
  });

  it("knows arm64, and no architecture that it has no numbers for", () => {
    const arm = seccompFilter("arm64", false) ?? Buffer.alloc(0);
    expect(decide(arm, { arch: 0xc00000b7, number: 220, argument: 17 })).toBe(EPERM);
    expect(decide(arm, { arch: 0xc00000b7, number: 63 })).toBe(ALLOW);
    expect(seccompFilter("riscv64", false)).toBeNull();
  });
});

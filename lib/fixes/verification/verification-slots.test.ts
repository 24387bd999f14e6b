import { expect, it } from "vitest";
import { inVerificationSlot } from "@/lib/fixes/verification/verification-slots";

it("runs two at a time, lets eight wait and refuses the rest", async () => {
  let running = 0;
  let most = 0;
  const ends: (() => void)[] = [];
  const task = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => ends.push(resolve));
    running -= 1;
    return "done";
  };
  const all = Array.from({ length: 12 }, () => inVerificationSlot(task));
  expect(await Promise.all(all.slice(10))).toEqual([null, null]);
  const rest = Promise.all(all.slice(0, 10));
  for (let ended = 0; ended < 10; ended += 1) {
    await expect.poll(() => ends.length).toBeGreaterThan(0);
    ends.shift()?.();
  }
  expect(await rest).toEqual(Array.from({ length: 10 }, () => "done"));
  expect(most).toBe(2);
  await expect(inVerificationSlot(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await inVerificationSlot(async () => "free again")).toBe("free again");
});

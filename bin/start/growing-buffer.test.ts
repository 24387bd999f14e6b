import { expect, test } from "vitest";
import { GrowingBuffer } from "./growing-buffer.mjs";

const KIB = 1_024;

test("holds the added bytes with little extra memory", () => {
  const buffer = new GrowingBuffer(100 * KIB);
  for (let i = 0; i < 70 * KIB; i++) {
    const capacity = buffer.capacityWith(1);
    buffer.append(Buffer.from([i % 251]));
    expect(buffer.capacity).toBe(capacity);
    expect(buffer.capacity).toBeLessThanOrEqual(Math.max(KIB, 2 * buffer.length));
  }
  expect(buffer.capacity).toBe(100 * KIB);
  const bytes = buffer.take();
  expect(bytes).toHaveLength(70 * KIB);
  expect(bytes.every((byte, i) => byte === i % 251)).toBe(true);
  expect([buffer.length, buffer.capacity]).toEqual([0, 0]);
});

test("grows beyond the expected size if necessary", () => {
  const buffer = new GrowingBuffer(4);
  buffer.append(Buffer.from("12345"));
  buffer.append(Buffer.from("6"));
  expect(String(buffer.take())).toBe("123456");
});

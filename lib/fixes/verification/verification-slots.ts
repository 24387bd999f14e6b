import { processWide } from "@/lib/platform/process-wide";

/** How many verifications may run at once in this process, and how many may wait. */
const RUNNING = 2;
const WAITING = 8;

const slots = processWide("verification-slots", () => ({ running: 0, waiting: [] as (() => void)[] }));

/**
 * Runs a task when one of the process's slots is free.
 * @returns null if too many are waiting already.
 */
export async function inVerificationSlot<T>(task: () => Promise<T>): Promise<T | null> {
  if (slots.running < RUNNING) slots.running += 1;
  else if (slots.waiting.length >= WAITING) return null;
  // Whoever finishes hands over the slot.
  else await new Promise<void>((resolve) => slots.waiting.push(resolve));
  try {
    return await task();
  } finally {
    const next = slots.waiting.shift();
    if (next) next();
    else slots.running -= 1;
  }
}

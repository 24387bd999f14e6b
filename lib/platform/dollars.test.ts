import { expect, it } from "vitest";
import { dollars } from "@/lib/platform/dollars";

it.each([
  [0, "$0"],
  [0.0042, "$0.0042"],
  [0.1, "$0.10"],
  [12.5, "$12.50"],
])("writes %d", (amount, text) => expect(dollars(amount)).toBe(text));

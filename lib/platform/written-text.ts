import { z } from "zod";
import { hiddenInLine, showHidden } from "@/lib/platform/hidden-characters";

/**
 * Schemas for text that people write and others see. Every such input uses one of these two.
 */

/**
 * A name or title: one trimmed line. Invisible characters are refused, because names that look the same must be equal.
 */
export function Label(max: number): z.ZodString {
  return z
    .string()
    .trim()
    .max(max)
    .superRefine((text, issues) => {
      const hidden = [...new Set(hiddenInLine(text))];
      if (hidden.length === 0) return;
      issues.addIssue({
        code: "custom",
        message: `must not contain invisible characters (${hidden.join(", ")})`,
      });
    });
}

/** Multi-line text, such as a comment. Invisible characters are spelled out, as in text from other systems. */
export function ProseText(max: number) {
  return z.string().max(max).transform(showHidden);
}

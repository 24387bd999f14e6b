import { z } from "zod";
import { hiddenInLine, showHidden } from "@/lib/platform/hidden-characters";

/**
 * What people write, at the door: every schema of an input that is stored and shown to others is made of these two.
 */

/**
 * A name or title that tells things apart: one line without space around it. One that holds characters that do not show
 * is refused, because two names that look the same must be the same.
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

/** Text of several lines, such as a comment. Characters that do not show are written out, as in what systems send. */
export function Prose(max: number) {
  return z.string().max(max).transform(showHidden);
}

import { expect, it } from "vitest";
import { readableMessage } from "@/lib/diagnosis/engine/readable-message";

const FILLER = "while the harbour master counted crates on the northern quay, ".repeat(5);

it.each([
  ["one line", "  the crane\n  broke  ", "the crane"],
  [
    "the line that the first one announces",
    "SQL compilation error:\ncolumn 'crate' already exists\nat 3",
    "SQL compilation error: column 'crate' already exists",
  ],
  [
    "a heading and the line below",
    "Database Error in model crates (models/crates.sql)\n  out of memory",
    "Database Error in model crates (models/crates.sql) out of memory",
  ],
  ["escapes that a log printed", "crane broke\\n\\tat quay 3", "crane broke"],
  ["escaped quotes", 'crate \\"42\\" is heavy', 'crate "42" is heavy'],
  ["quotes around the whole", "'crate is heavy'.", "crate is heavy"],
  ["brackets around the whole", "(crate is heavy)", "crate is heavy"],
  ["quotes inside", "'crate' is 'heavy'", "'crate' is 'heavy'"],
  ["no full stop", "The crane broke.", "The crane broke"],
])("has %s", (_name, text, expected) => {
  expect(readableMessage(text)).toBe(expected);
});

it("keeps the decisive words of a long message", () => {
  const message = readableMessage(`${FILLER}it stopped. Permission denied for crane 3. ${FILLER}`);
  expect(message).toContain("Permission denied for crane 3");
  expect(message.length).toBeLessThanOrEqual(220);
});

it("is cut at the end if nothing is decisive", () => {
  expect(readableMessage(FILLER)).toMatch(/^while the harbour.*…$/);
});

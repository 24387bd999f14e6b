import { expect, it } from "vitest";
import { boundAnswer, MAX_ANSWER_CHARS } from "@/lib/diagnosis/tools/bound-answer";
import type { ReadPiece, ToolAnswer } from "@/lib/diagnosis/tools/tool";

const piece = (text: string, part: Partial<ReadPiece> = {}): ReadPiece => ({
  evidenceId: null,
  kind: "log",
  title: "Task log",
  text,
  startLine: 1,
  provenance: "fact",
  ...part,
});
const lines = (n: number) => Array.from({ length: n }, (_, i) => `line ${i + 1}`).join("\n");
const sizeOf = ({ pieces, note }: ToolAnswer) =>
  pieces.reduce((sum, { title, text }) => sum + title.length + text.length, note?.length ?? 0);

it("leaves a small answer as it is", () => {
  const answer = { pieces: [piece("a\nb")], note: "All of it." };
  expect(boundAnswer(answer)).toEqual(answer);
});

it("cuts after a whole line and says which", () => {
  const { pieces, note } = boundAnswer({ pieces: [piece(lines(5_000), { startLine: 101 })], note: null });
  const kept = pieces[0]?.text.split("\n") ?? [];
  expect(lines(5_000).startsWith(`${pieces[0]?.text}\n`)).toBe(true);
  expect(note).toContain(`after line ${100 + kept.length}.`);
});

it("leaves out the last pieces, and says how many", () => {
  const answer = boundAnswer({ pieces: [piece(lines(1_000)), piece(lines(1_000)), piece("c")], note: "Hm." });
  expect(answer.pieces).toHaveLength(2);
  expect(answer.note).toMatch(/^Hm\. The answer was cut at 12,000 characters.*; 1 more text was left out/);
});

it.each([
  ["one endless line", [piece("x".repeat(1_000_000))]],
  ["endless titles", Array.from({ length: 500 }, () => piece("x", { title: "t".repeat(10_000) }))],
  ["many pieces", Array.from({ length: 5_000 }, () => piece("some text"))],
  ["long lines", [piece(Array.from({ length: 50 }, () => "y".repeat(3_000)).join("\n"))]],
])("stays within its limit with %s", (_, pieces) => {
  const answer = boundAnswer({ pieces, note: "n".repeat(100_000) });
  expect(sizeOf(answer)).toBeLessThanOrEqual(MAX_ANSWER_CHARS);
  expect(answer.pieces.length).toBeGreaterThan(0);
});

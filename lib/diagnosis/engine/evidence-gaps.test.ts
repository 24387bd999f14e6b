import { expect, it } from "vitest";
import { evidenceGaps } from "@/lib/diagnosis/engine/evidence-gaps";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";

const log = readPiece("KeyError: 'a'");
const GAP = { status: "not_connected", text: "" } as const;

it("counts a repository that is not connected once, although both its code and its changes are missing", () => {
  const code = piece("code", "", GAP);
  const both = evidenceGaps([log, code, piece("commit", "", GAP)], "code_bug").gaps;
  expect(both.map(({ collector }) => collector)).toEqual(["commit"]);
  expect(evidenceGaps([log, code], "code_bug").gaps.map(({ collector }) => collector)).toEqual(["code"]);
});

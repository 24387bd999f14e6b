import { expect, it } from "vitest";
import { evidenceGaps } from "@/lib/diagnosis/engine/evidence-gaps";
import { piece } from "@/lib/diagnosis/engine/testing/piece";

const GAP = { status: "not_connected", text: "" } as const;

it("counts a repository that is not connected once, although both its code and its changes are missing", () => {
  const code = piece("code", "", GAP);
  const both = evidenceGaps([code, piece("commit", "", GAP)], "code_bug", true);
  expect(both.map(({ collector }) => collector)).toEqual(["commit"]);
  expect(evidenceGaps([code], "code_bug", true).map(({ collector }) => collector)).toEqual(["code"]);
});

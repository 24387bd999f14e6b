import { expect, it } from "vitest";
import { evidenceGaps } from "@/lib/diagnosis/engine/evidence-gaps";
import { piece } from "@/lib/diagnosis/engine/testing/piece";

const GAP = { status: "not_connected", text: "" } as const;

it("counts a repository that is not connected once, although both its code and its changes are missing", () => {
  const collectors = (kinds: readonly ("code" | "commit")[]) =>
    evidenceGaps(
      kinds.map((kind) => piece(kind, "", GAP)),
      "code_bug",
      true,
    ).map(({ collector }) => collector);
  expect(collectors(["code", "commit"])).toEqual(["commit"]);
  expect(collectors(["code"])).toEqual(["code"]);
});

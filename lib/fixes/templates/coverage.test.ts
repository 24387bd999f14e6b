import { describe, expect, it } from "vitest";
import { COVERED } from "@/lib/fixes/templates/testing/covered-failures";
import { firstFix } from "@/lib/fixes/templates/testing/draft-fix";
import { UNCOVERED } from "@/lib/fixes/templates/testing/uncovered-failures";

describe("templates", () => {
  it.each(COVERED)("answer %s with %s", async (_, id, scene, expected) => {
    const found = await firstFix(scene);
    expect(found?.id).toBe(id);
    const after = found?.fix.edits.map((edit) => edit.after).join("\n") ?? "";
    expect(after).toContain(expected);
    expect(found?.fix.cautions.every((caution) => caution !== "")).toBe(true);
  });

  it.each(UNCOVERED)("do nothing about %s", async (_, scene) => {
    expect((await firstFix(scene))?.id ?? null).toBeNull();
  });

  it("cover failures of twelve kinds", () => {
    expect(new Set(COVERED.map(([, id]) => id)).size).toBeGreaterThanOrEqual(12);
  });
});

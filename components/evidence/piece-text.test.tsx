import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { PieceText } from "@/components/evidence/piece-text";
import { PieceView } from "@/components/evidence/piece-view";
import type { Evidence } from "@/lib/evidence/schemas";

const piece = (part: Partial<Evidence>) =>
  ({
    id: "e",
    kind: "log",
    collector: "orchestrator-log",
    status: "ok",
    title: "Task log",
    text: "KeyError: 'customer_id'",
    facts: {},
    startLine: null,
    message: null,
    collectedAt: "2026-08-01T00:00:00.000Z",
    textRemovedAt: null,
    ...part,
  }) as Evidence;

const REMOVED = { text: "", textRemovedAt: "2026-10-30T06:00:00.000Z" };

describe("a text removed by retention", () => {
  it("says that it was removed, and after how long", () => {
    const drawn = renderToStaticMarkup(<PieceView piece={piece(REMOVED)} target={null} />);
    expect(drawn).toContain("Task log");
    expect(drawn).toContain("The text was removed after 90 days");
  });

  it("is shown until then", () => {
    const drawn = renderToStaticMarkup(<PieceText piece={piece({})} target={null} />);
    expect(drawn).toContain("KeyError");
    expect(drawn).not.toContain("removed");
  });
});

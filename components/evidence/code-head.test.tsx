import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { PieceView } from "@/components/evidence/piece-view";
import type { Target } from "@/components/evidence/target";
import type { CodeEvidence, CodeFacts } from "@/lib/evidence/schemas";
import { codeFacts, tracebackLine } from "@/lib/evidence/testing/facts";

const TEXT = 'def load(rows):\n    total += row["customer_id"]\n    <b>return</b>';
const change = {
  scope: "line" as const,
  sha: "abc12345".repeat(5),
  author: "Ada",
  date: "2026-11-18T10:00:00Z",
  subject: "read customer_id",
  url: "https://github.com/acme/dags/commit/abc12345",
};

function drawn(facts: CodeFacts, part: Partial<CodeEvidence> = {}, target: Target | null = null): string {
  const piece = {
    id: "e",
    kind: "code",
    collector: "source-code",
    status: "ok",
    title: "dags/etl/load.py:21 in load",
    text: TEXT,
    facts,
    startLine: 20,
    message: null,
    collectedAt: "2026-11-20T00:00:00.000Z",
    textRemovedAt: null,
    ...part,
  } as CodeEvidence;
  return renderToStaticMarkup(<PieceView piece={piece} target={target} />);
}

const frame = tracebackLine({ expression: { start: 13, end: 31 }, lastChange: change });

describe("code evidence", () => {
  it("shows the file, the failing line and expression, and who last changed the line", () => {
    const html = drawn(codeFacts({ frames: [frame] }));
    expect(html).toContain("dags/etl/load.py:21");
    expect(html).toContain("the commit that ran");
    expect(html).toMatch(/<mark[^>]*>row\[&quot;customer_id&quot;\]<\/mark>/);
    expect(html).toMatch(/data-line="21"[^>]*border-critical/);
    expect(html).toContain("Line 21 last changed by Ada in");
    expect(html).toContain('href="https://github.com/acme/dags/commit/abc12345"');
    expect(html).toContain("&lt;b&gt;return");
    expect(html).not.toContain("calls what failed");
  });

  it("marks no line as failing that is known to be other code", () => {
    const message = "Line 21 is not what the traceback shows, so the code that ran was another version.";
    const html = drawn(codeFacts({ isVersionThatRan: false, frames: [{ ...frame, isSameCode: false }] }), {
      message,
    });
    expect(html).toContain(message);
    expect(html).not.toContain("border-critical");
    expect(html).not.toContain("the commit that ran.");
  });

  it("says that a caller is one, and when only the file's last change is known", () => {
    const lastChange = { ...change, scope: "file" as const, url: null };
    const html = drawn(codeFacts({ frames: [tracebackLine({ isFailing: false, lastChange })] }));
    expect(html).toContain("calls what failed");
    expect(html).toContain("This file last changed by Ada");
    expect(html).not.toContain("<a ");
  });

  it("says of a rendered statement that it is what ran", () => {
    const html = drawn(codeFacts({ path: "sql", origin: "rendered", commit: null, frames: [] }));
    expect(html).toContain("as it ran");
    expect(html).not.toContain("calls what failed");
    expect(html).not.toContain("the commit that ran");
  });

  it("flashes the cited lines", () => {
    const html = drawn(codeFacts(), {}, { evidenceId: "e", startLine: 21, endLine: 21, turn: 1 });
    expect(html.match(/data-cited/g)).toHaveLength(1);
    expect(html).toMatch(/data-line="21" data-cited/);
  });

  it.each([
    ["beyond the line", { start: 10, end: 900 }],
    ["reversed", { start: 20, end: 10 }],
  ])("ignores columns that are %s", (_name, expression) => {
    expect(drawn(codeFacts({ frames: [{ ...frame, expression }] }))).not.toContain("<mark");
  });

  it("says what to connect when there is no code", () => {
    const message =
      "No repository is connected, so the code at /d/load.py:8 is unknown. Connect one under Setup → A.";
    const html = drawn(codeFacts(), {
      status: "not_connected",
      text: "",
      facts: null,
      message,
      title: "Code",
    });
    expect(html).toContain("Code: not connected");
    expect(html).toContain(message);
    expect(html).toContain('href="/setup"');
  });

  it("says that retention removed the text", () => {
    expect(drawn(codeFacts(), { text: "", textRemovedAt: "2026-12-20T00:00:00.000Z" })).toContain(
      "The text was removed",
    );
  });
});

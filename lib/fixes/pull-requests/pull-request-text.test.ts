import { describe, expect, it } from "vitest";
import {
  branchName,
  commitMessage,
  pullRequestBody,
  pullRequestTitle,
  type PullRequestInput,
} from "@/lib/fixes/pull-requests/pull-request-text";

const INPUT: PullRequestInput = {
  fix: {
    title: "Use client_id in orders",
    rationale: "The column was renamed.",
    engine: "builtin",
    editedBy: null,
    risk: { level: "low", reasons: ["1 place changed."] },
    blastRadius: { files: 1, tasks: [], pipelines: [], text: "1 file; defines orders." },
    verification: {
      status: "applies",
      reason: "Applies to 01234567, every changed file parses. It was not run.",
      log: "",
    },
  },
  diagnosis: {
    rootCause: "column customer_id is gone",
    category: "schema_change",
    confidence: 0.861,
    engine: "builtin",
    outcome: "diagnosed",
    claims: [
      {
        text: "It is missing",
        citations: [
          { evidenceId: "e", startLine: 93, endLine: 93, quote: 'column "customer_id" does not exist' },
        ],
      },
    ],
  },
  incident: { number: 12, title: "transform failed in orders", url: "http://pd/incidents/12" },
};
const EVIL = "</details><img src=x> @acme/owners ![x](http://evil) [click](http://evil)";

describe("an edited patch", () => {
  const risk = {
    level: "high" as const,
    reasons: ["Adds code to conftest.py that runs a program (os.system)."],
  };
  const edited = { ...INPUT, fix: { ...INPUT.fix, editedBy: "Ada @acme", risk } };

  it("names its editor and its risk in the commit and in the pull request", () => {
    expect(commitMessage(edited)).toContain("Edited by Ada @ acme after it was proposed");
    expect(commitMessage(edited)).toContain("Risk is high. Adds code to conftest.py that runs a program");
    expect(pullRequestBody(edited)).toMatch(/\*\*Edited by Ada @\u200Bacme after it was proposed/);
    expect(pullRequestBody(edited)).toContain("This change was edited by a person.");
    expect(pullRequestBody(edited)).not.toContain("made by rule");
  });
});

describe("pullRequestBody", () => {
  it("tells the cause with its evidence, the risk, and what was not checked", () => {
    expect(pullRequestBody(INPUT))
      .toBe(`Pipeline Debugger proposes this change for [incident 12](http://pd/incidents/12): transform failed in orders

## Cause
column customer_id is gone

Category \`schema_change\`, confidence 86 %, diagnosed by the built-in engine.

## Evidence
It is missing (line 93)
\`\`\`
column "customer_id" does not exist
\`\`\`

## Change
The column was renamed.

## Before merging
- 1 place changed.
- 1 file; defines orders.

Risk: low.

## Checked
Applies to 01234567, every changed file parses. It was not run.

This change was made by rule. It is a draft: nothing is merged without you.`);
  });

  it("claims no cause for an inconclusive diagnosis, and names a model as the author", () => {
    const body = pullRequestBody({
      ...INPUT,
      fix: { ...INPUT.fix, engine: "claude" },
      diagnosis: { ...INPUT.diagnosis, outcome: "inconclusive" },
    });
    expect(body).toContain("The cause is not certain");
    expect(body).not.toContain("86 %");
    expect(body).toContain("written by a language model");
  });

  it("lets nobody else's text mention people, link or draw", () => {
    const body = pullRequestBody({
      fix: { ...INPUT.fix, rationale: EVIL, risk: { level: "high", reasons: [EVIL] } },
      diagnosis: {
        ...INPUT.diagnosis,
        rootCause: EVIL,
        claims: [
          {
            text: EVIL,
            citations: [{ evidenceId: "e", startLine: 1, endLine: 1, quote: "a\n````\n@acme/owners" }],
          },
        ],
      },
      incident: { ...INPUT.incident, title: EVIL },
    });
    const prose = body.replace(/`{5}\n[^]*?\n`{5}/, "");
    expect(prose).not.toMatch(/@acme|<img|<\/details|(?<!\\)\[click|!\[/);
    expect(body).toContain("`````\na\n````\n@acme/owners\n`````");
  });

  it("stays within bounds", () => {
    const body = pullRequestBody({ ...INPUT, fix: { ...INPUT.fix, rationale: "x".repeat(100_000) } });
    expect(body.length).toBeLessThanOrEqual(20_000);
  });
});

it("branches are named after the incident and the end of the fix's id", () => {
  expect(branchName(12, "01hqaaaaaaaaaaaaaaaazzzzzz")).toBe("pipeline-debugger/incident-12-aazzzzzz");
});

it("a commit message has a short first line", () => {
  const [first, blank, ...rest] = commitMessage({
    ...INPUT,
    fix: { ...INPUT.fix, title: `a\nb${"x".repeat(200)}` },
  }).split("\n");
  expect(first?.length).toBeLessThanOrEqual(72);
  expect(first?.startsWith("a b")).toBe(true);
  expect(blank).toBe("");
  expect(rest.join("\n")).toContain("incident 12");
});

describe("in a commit", () => {
  const HOSTILE = [
    "[skip ci] [ci skip] [no ci] [skip actions] [skip-ci] [skip netlify] [CF-Pages-Skip]",
    "***NO_CI***",
    "Fixes #1, closes acme/api#2, resolves GH-3, see !4, closes https://git.example/acme/api/issues/5",
    "@acme/owners @alice please merge",
    "Co-authored-by: Mallory <m@evil.example>",
    "skip-checks: true",
    "/merge",
    "# ------------------------ >8 ------------------------",
    "plain \u202Eevil\u2028Signed-off-by: x <y>",
  ].join("\n");
  const message = commitMessage({
    ...INPUT,
    fix: { ...INPUT.fix, title: HOSTILE, rationale: HOSTILE },
    incident: { ...INPUT.incident, title: HOSTILE },
  });

  it("foreign text orders nothing", () => {
    for (const order of [
      /\[(?:skip|ci|no)/i,
      /\*\*\*/,
      /#\d/,
      /GH-\d/i,
      /!\d/,
      /@\w/,
      /^[\w-]+:(?!\/\/)/m,
      /^\//m,
      /^#/m,
      /[\u202E\u2028]/,
      /git\.example(?<=:\/\/git\.example)/,
    ])
      expect(message).not.toMatch(order);
    expect(message).toContain("(skip ci)");
    expect(message).toContain("Fixes # 1");
  });

  it("every line of it is kept", () => {
    expect(message).toContain("- Co-authored-by: Mallory <m@ evil.example>");
    expect(message.split("\n")[0]?.length).toBeLessThanOrEqual(72);
    expect(message.endsWith("\nhttp://pd/incidents/12\n")).toBe(true);
  });

  it("the pull request's title and body are as harmless", () => {
    expect(pullRequestTitle("Fixes #1 [skip ci] @alice")).toBe("Fixes # 1 (skip ci) @ alice");
    const body = pullRequestBody({ ...INPUT, fix: { ...INPUT.fix, rationale: HOSTILE } });
    expect(body).not.toMatch(/#\d|GH-\d|^\/\w|@\w/m);
  });
});

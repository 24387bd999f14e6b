import { describe, expect, it } from "vitest";
import { chooseLeading, type Candidate } from "@/lib/knowledge/patterns/choose-leading";
import { patternWeight } from "@/lib/knowledge/patterns/pattern-weight";
import type { Recheck } from "@/lib/knowledge/patterns/recheck-pattern";

const NOW = new Date("2026-11-30T12:00:00Z");
const right = { kind: "cause_right", at: NOW } as const;
const wrong = { kind: "cause_wrong", at: new Date(NOW.getTime() + 1) } as const;

const recheck = (part: Partial<Recheck> = {}): Recheck => ({
  result: "holds",
  isSpecific: false,
  citations: [],
  reason: "The same line shows the failure",
  cause: "boto3 is not in the image",
  slots: {},
  ...part,
});
const candidate = (part: Partial<Candidate> = {}): Candidate => ({
  id: "p",
  category: "missing_dependency",
  rung: "fingerprint",
  confirmations: 1,
  weight: patternWeight([right], NOW),
  recheck: recheck(),
  ...part,
});
const says = (category: string, confidence = 0.8) => ({ outcome: "diagnosed", category, confidence });
const agreeing = says("missing_dependency");
const contradicting = says("network_timeout");

describe("a pattern leads", () => {
  it.each<[string, ReturnType<typeof says>, Partial<Candidate>]>([
    ["if the evidence agrees", agreeing, {}],
    ["if the evidence says nothing", { outcome: "inconclusive", category: "unknown", confidence: 0 }, {}],
    ["if the evidence is weak", says("network_timeout", 0.4), {}],
    ["against strong evidence, if it was confirmed twice", contradicting, { confirmations: 2 }],
    [
      "against strong evidence, if its own is there",
      contradicting,
      { recheck: recheck({ isSpecific: true }) },
    ],
    ["with the engine's words, if its names are not known", agreeing, { recheck: recheck({ cause: null }) }],
  ])("%s", (_name, own, part) => {
    expect(chooseLeading(own, [candidate(part)])).toMatchObject({
      leading: { id: "p" },
      matches: [{ role: "led" }],
    });
  });
});

describe("a pattern does not lead", () => {
  it.each<[string, ReturnType<typeof says>, Partial<Candidate>, string]>([
    ["against strong evidence with one confirmation", contradicting, {}, "shown"],
    ["if its evidence is not there", agreeing, { recheck: recheck({ result: "fails" }) }, "ruled_out"],
    ["if nobody can tell", agreeing, { recheck: recheck({ result: "cannot_tell" }) }, "shown"],
    ["if it was wrong last", agreeing, { weight: patternWeight([right, wrong], NOW) }, "shown"],
    [
      "if its cause cannot be said",
      contradicting,
      { confirmations: 3, recheck: recheck({ cause: null }) },
      "shown",
    ],
    [
      "if only the kind of error is the same",
      contradicting,
      { confirmations: 9, rung: "signature" },
      "shown",
    ],
  ])("%s", (_name, own, part, role) => {
    const decided = chooseLeading(own, [candidate(part)]);
    expect(decided.leading).toBeNull();
    expect(decided.matches).toMatchObject([{ role }]);
    expect(decided.matches[0]?.reason).not.toBe("");
  });
});

describe("of two patterns with different causes", () => {
  const other = (part: Partial<Candidate> = {}) => candidate({ id: "q", category: "configuration", ...part });

  it("the clearly more confirmed one leads", () => {
    const own = says("unknown", 0);
    const decided = chooseLeading({ ...own, outcome: "inconclusive" }, [
      candidate(),
      other({ confirmations: 4 }),
    ]);
    expect(decided.leading?.id).toBe("q");
  });

  it("the one with evidence of its own leads", () => {
    const specific = candidate({ recheck: recheck({ isSpecific: true }) });
    expect(chooseLeading(contradicting, [specific, other({ confirmations: 4 })]).leading?.id).toBe("p");
  });

  it("none leads if nothing tells them apart, unless the evidence agrees with one", () => {
    const both = [candidate({ confirmations: 2 }), other({ confirmations: 2 })];
    expect(chooseLeading(contradicting, both).leading).toBeNull();
    expect(chooseLeading(agreeing, both).leading?.id).toBe("p");
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { can, PERMISSIONS, type Permission } from "@/lib/platform/auth/permissions";
import { SCOPES } from "@/lib/platform/context";

/**
 * Nothing that the product does by itself may start something else by itself, so that an automatic action cannot feed itself.
 * What starts a workflow is either a person's request, or something that happened outside and was reported or found.
 */
const FROM_OUTSIDE = new Set([
  // Accepts deliveries, and what the reconciler finds: an incident is analyzed when it opens.
  "lib/intake/acceptance/write-plan.ts",
]);
const DEFINITIONS = new Set(["lib/workflows/workflow-start.ts", "lib/incidents/analysis-start.ts"]);
/** Parts of a verb, which has asked. */
const PARTS: Record<string, Permission> = { "lib/incidents/undo/undo-split.ts": "incident.undo" };

const sources = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.includes("/generated/"))
  .map((path) => ({ path: `lib/${path}`, text: readFileSync(`lib/${path}`, "utf8") }));

const system = {
  actor: { type: "system" as const, id: null, name: "" },
  role: "owner" as const,
  scopes: SCOPES,
};

/** Files that start a workflow. */
const starters = sources.filter(
  ({ path, text }) =>
    /\b(?:workflowStart|analysisStart)\(/.test(text) && !DEFINITIONS.has(path) && !FROM_OUTSIDE.has(path),
);

describe("the loop guard", () => {
  it("knows what starts workflows", () => {
    expect(starters.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "lib/diagnosis/request-analysis.ts",
        "lib/fixes/proposals/request-fixes.ts",
        "lib/fixes/pull-requests/request-pull-request.ts",
      ]),
    );
  });

  it.each(starters)("$path: only a person or a token starts it", ({ path, text }) => {
    const asked =
      /authorize\(ctx, "(?<permission>[^"]+)"\)/.exec(text)?.groups?.["permission"] ?? PARTS[path];
    expect(Object.keys(PERMISSIONS)).toContain(asked);
    expect(can(system, asked as Permission)).toBe(false);
  });

  it.each<Permission>([
    "incident.request-analysis",
    "fix.request",
    "fix.request-pull-request",
    "fix.rerun",
    "incident.give-verdict",
    "fix.update",
  ])("refuses %s to the product itself", (permission) => {
    expect(can(system, permission)).toBe(false);
  });

  it("lets no workflow start another", () => {
    const functions = readdirSync("inngest/functions").filter((file) => /(?<!\.test)\.ts$/.test(file));
    const texts = functions.map((file) => readFileSync(`inngest/functions/${file}`, "utf8"));
    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts) expect(text).not.toMatch(/\.(?:sendEvent|invoke)\(|inngest\.send\(/);
  });
});

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { MeProvider } from "@/components/layout/me";
import { ApiTokens } from "@/components/settings/api-tokens";
import { ClockProvider } from "@/components/time/clock";
import { apiTokensQuery } from "@/lib/workspaces/query-options";
import type { ApiToken, Me, Role } from "@/lib/workspaces/schemas";

const NOW = Date.parse("2026-11-29T12:00:00Z");

const TOKEN: ApiToken = {
  id: "t",
  name: "ci",
  preview: "pd_abcde",
  role: "responder",
  scopes: ["read"],
  isFirstRun: false,
  createdAt: "2026-11-01T00:00:00Z",
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
};

function draw(role: Role, tokens: ApiToken[]): string {
  const me: Me = {
    user: { id: "u", name: "Ada", email: "ada@example.com", image: null },
    workspace: { id: "w", name: "Data" },
    role,
    workspaces: [{ id: "w", name: "Data", role }],
    connected: { claude: false, github: false },
    inUse: { patterns: false },
    firstRunTokenExpiresAt: null,
  };
  const client = new QueryClient();
  client.setQueryData(apiTokensQuery().queryKey, { items: tokens });
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <ClockProvider serverNow={NOW}>
        <MeProvider me={me}>
          <ApiTokens />
        </MeProvider>
      </ClockProvider>
    </QueryClientProvider>,
  );
}

describe("the API tokens of an admin", () => {
  const ofOwner = { ...TOKEN, id: "o", name: "root", role: "owner" as const };

  it("can be revoked unless their role is higher", () => {
    expect(draw("admin", [TOKEN, ofOwner])).toContain('aria-label="Revoke ci"');
    expect(draw("admin", [TOKEN, ofOwner])).not.toContain('aria-label="Revoke root"');
    expect(draw("owner", [TOKEN, ofOwner])).toContain('aria-label="Revoke root"');
  });

  it("can be created with the roles an admin may grant", () => {
    expect(draw("admin", [])).not.toContain("<option>owner</option>");
    expect(draw("admin", [])).toContain("<option>admin</option>");
    expect(draw("owner", [])).toContain("<option>owner</option>");
  });
});

describe("the expiry of a token", () => {
  it("is 90 days unless another choice is made", () => {
    const html = draw("admin", []);
    expect(html).toContain('<option value="90" selected="">In 90 days</option>');
    for (const label of ["Never", "In 30 days", "In a year"]) expect(html).toContain(`>${label}</option>`);
  });

  it.each([
    ["2026-12-01T12:00:00Z", /expires <time[^>]*>in 2 days/],
    ["2026-11-28T12:00:00Z", /expired <time[^>]*>24 h ago/],
    [null, /never expires/],
  ])("%s is shown in the list", (expiresAt, shown) => {
    expect(draw("admin", [{ ...TOKEN, expiresAt }])).toMatch(shown);
  });
});

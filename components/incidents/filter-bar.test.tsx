import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRef } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { FilterBar } from "@/components/incidents/filter-bar";
import { parseView } from "@/components/incidents/list-view";

function draw(search: Record<string, string>): string {
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <FilterBar
        view={parseView(search)}
        onChange={() => {}}
        environments={[]}
        searchRef={createRef<HTMLInputElement>()}
      />
    </QueryClientProvider>,
  );
}

it("offers the kind of subject as a filter", () => {
  expect(draw({})).toContain('aria-label="Subject: any subject"');
});

it("shows the chosen kinds of subject, once", () => {
  const html = draw({ subject: "service,check" });
  expect(html).toContain('aria-label="Subject: service or check"');
  expect(html).not.toContain("Remove subject");
});

it("keeps the sort order and the density together", () => {
  const display = draw({}).split('aria-label="Display"')[1] ?? "";
  expect(display).toMatch(/^[^]*aria-label="Sorted by: Last seen"[^]*aria-label="Compact rows"/);
  expect(draw({}).split('aria-label="Display"')[0]).not.toContain("Compact rows");
});

it("offers resolutions where incidents may be resolved", () => {
  expect(draw({})).not.toContain("any resolution");
  expect(draw({ status: "any" })).toContain('aria-label="Resolution: any resolution"');
  expect(draw({ status: "resolved", resolution: "wont_fix,fixed" })).toContain(
    "Resolution: won&#x27;t fix or fixed",
  );
});

it("shows a chosen team before the teams are known", () => {
  expect(draw({ team: "mine" })).toContain('aria-label="Team: My teams"');
  expect(draw({})).not.toContain("Team:");
});

import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ApiFields } from "@/components/setup/connection-form";
import { listSourceKinds } from "@/lib/intake/list-source-kinds";
import type { Source } from "@/lib/sources/schemas";

const source = { apiBaseUrl: null, hasCredentials: false } as Source;

function fieldsOf(kind: string): { labels: string[]; html: string } {
  const api = listSourceKinds().items.find((item) => item.kind === kind)?.api;
  if (!api) throw new Error(`${kind} has no API`);
  const html = renderToStaticMarkup(<ApiFields source={source} api={api} />);
  return { html, labels: [...html.matchAll(/<label[^>]*>([^<]+)/g)].map(([, label]) => label ?? "") };
}

it("asks for a login where there is one, otherwise for a token, with one line of help", () => {
  expect(fieldsOf("airflow").labels).toEqual(["API URL", "User", "Password or token"]);
  const { labels, html } = fieldsOf("dbt");
  expect(labels).toEqual(["API URL", "Token"]);
  expect(html).toContain("a service token with the permission set Job Viewer");
  expect(html).toContain("such as https://ab123.us1.dbt.com");
});

it("has no fields where an integration is used, and says which right it needs", () => {
  const { labels, html } = fieldsOf("github");
  expect(labels).toEqual([]);
  expect(html).toContain("“Actions”, read");
  expect(html).toContain('href="/settings"');
});

import { expect, it } from "vitest";
import { ENDPOINT_GROUPS } from "@/components/docs/endpoints";
import { findEndpoints } from "@/components/docs/find-endpoints";

const calls = (search: string) =>
  findEndpoints(ENDPOINT_GROUPS, search).flatMap(({ endpoints }) => endpoints.map(({ call }) => call));

it("finds endpoints by call, title and description, with all words", () => {
  expect(calls("workflows/{id}/cancel")).toEqual(["POST /api/workflows/{id}/cancel"]);
  expect(calls("CANCEL workflow")).toContain("POST /api/workflows/{id}/cancel");
  expect(calls("snoozedUntil PATCH")).toEqual(["PATCH /api/incidents/{id}"]);
  expect(calls("nothing-like-this")).toEqual([]);
  expect(findEndpoints(ENDPOINT_GROUPS, "  ")).toEqual(ENDPOINT_GROUPS);
});

import { expect, it } from "vitest";
import { requestPath } from "@/components/docs/request-path";

const parameters = [
  { name: "id", in: "path", required: true },
  { name: "q", in: "query", required: false },
] as const;

it("fills in what a person entered, encoded", () => {
  expect(requestPath("/api/incidents/{id}/evidence", parameters, { id: "a/../b", q: "x&y" })).toEqual({
    path: "/api/incidents/a%2F..%2Fb/evidence?q=x%26y",
    missing: [],
  });
});

it("names what is missing, and leaves out what is empty", () => {
  expect(requestPath("/api/incidents/{id}", parameters, { id: " ", q: "" })).toEqual({
    path: "/api/incidents/{id}",
    missing: ["id"],
  });
});

import { describe, expect, it } from "vitest";
import { findFormerName, findRename } from "@/lib/code/renames/find-rename";
import { makePatch } from "@/lib/fixes/patches/unified-diff";

describe("findRename", () => {
  const patchOf = (before: string, next: string) => makePatch([{ path: "a.py", before, after: next }]);

  it("reads a rename from lines that differ only in the name", () => {
    const before = 'x = 1\nrow["customer_id"]\ny = 2\nselect(customer_id, customer_id)\n';
    expect(findRename(patchOf(before, before.replaceAll("customer_id", "client_id")), "customer_id")).toBe(
      "client_id",
    );
  });

  it.each([
    ["another name changed", "row[a]\n", "row[b]\n"],
    ["more than the name changed", "row[customer_id]\n", "row[client_id] + 1\n"],
    ["two new names", "f(customer_id)\ng(customer_id)\n", "f(client_id)\ng(buyer_id)\n"],
    ["the line went away", "row[customer_id]\nz\n", "z\n"],
    ["no identifier", "row[customer_id]\n", "row[7]\n"],
  ])("does not guess when %s", (_, before, next) => {
    expect(findRename(patchOf(before, next), "customer_id")).toBeNull();
  });
});

it("findFormerName returns the name before", () => {
  const patch = "-select client_id from orders\n+select customer_id from orders";
  expect(findFormerName(patch, "customer_id")).toBe("client_id");
  expect(findFormerName(patch, "client_id")).toBeNull();
});

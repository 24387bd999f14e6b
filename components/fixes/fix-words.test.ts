import { expect, it } from "vitest";
import { fixStatus } from "@/components/fixes/fix-words";

const pullRequest = { number: 7, url: "https://github.com/a/b/pull/7", state: "open", draft: true };

it("does not call a branch a pull request", () => {
  expect(fixStatus({ status: "open", pullRequest }).text).toBe("Pull request open");
  expect(fixStatus({ status: "open", pullRequest: { ...pullRequest, number: null, url: null } }).text).toBe(
    "Branch created",
  );
  expect(fixStatus({ status: "proposed", pullRequest: null }).text).toBe("Proposed");
});

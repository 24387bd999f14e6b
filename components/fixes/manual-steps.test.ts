import { expect, it } from "vitest";
import { manualSteps } from "@/components/fixes/manual-steps";

const RATIONALE =
  "1. Start the service\n2. Check: the port\n\nWhy there is no patch: No repository is connected.";

it("leaves out steps that the diagnosis already shows", () => {
  expect(manualSteps(RATIONALE, ["Start the service"])).toEqual({
    steps: ["Check: the port"],
    whyNoPatch: "No repository is connected.",
  });
});

it("keeps text that is not numbered", () => {
  expect(manualSteps("Ask the owner.", [])).toEqual({ steps: ["Ask the owner."], whyNoPatch: null });
});

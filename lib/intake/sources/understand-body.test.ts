import { flatReport } from "@/lib/failures/testing/report";
import { expect, it } from "vitest";
import { understandBody } from "@/lib/intake/sources/understand-body";

it("removes control characters from names, but keeps ids unchanged", () => {
  const odd = "orders\u0008\u001B[8m\u0007\nx";
  const body = { pipeline: odd, task: odd, owner: odd, environment: odd, labels: { [odd]: odd }, log: odd };
  const meaning = understandBody({ id: "s", kind: "generic", environment: null }, body, {});
  if (!meaning.ok) throw new Error(meaning.reason);
  const [understood] = meaning.reports;
  if (!understood) throw new Error("no report");
  const { pipeline, task, environment, labels, log } = flatReport(understood.report);
  const shown = "orders[U+0008][U+001B][8m[U+0007][U+000A]x";
  expect([pipeline.name, pipeline.owner, task?.name, environment]).toEqual([shown, shown, shown, shown]);
  expect(labels).toEqual({ [shown]: shown });
  expect([pipeline.externalId, task?.externalId, log]).toEqual([`${shown}/${odd}`, odd, odd]);
});

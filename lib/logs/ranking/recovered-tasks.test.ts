import { expect, it } from "vitest";
import { findRecovered } from "@/lib/logs/ranking/recovered-tasks";

const LOST =
  "Lost task 977.0 in stage 4.0 (TID 2981) (ip-1 executor 12): java.lang.OutOfMemoryError: Java heap space";
const recovered = (...later: string[]) =>
  findRecovered([LOST, ...later].map((message) => ({ message })))(LOST);

it("knows a task that a later attempt finished", () => {
  expect(recovered("Finished task 977.1 in stage 4.0 (TID 2992) in 13902 ms")).toBe(true);
});

it.each([
  ["no attempt finished", "Starting task 977.1 in stage 4.0 (TID 2992)"],
  ["another task finished", "Finished task 97.1 in stage 4.0 (TID 2992)"],
  ["the task of another stage finished", "Finished task 977.1 in stage 5.0 (TID 2992)"],
  ["an earlier attempt finished", "Finished task 977.0 in stage 4.0 (TID 2992)"],
])("counts it as lost if %s", (_why, later) => {
  expect(recovered(later)).toBe(false);
});

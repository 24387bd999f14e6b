import { describe, expect, it } from "vitest";
import { weighType } from "@/lib/diagnosis/inference/exception-taxonomy";

describe("weighType", () => {
  it.each(["constructor", "app.toString", "__proto__"])("knows nothing of a type called %s", (type) => {
    expect(weighType(type)).toEqual([]);
  });
});

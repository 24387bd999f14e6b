import { describe, expect, it } from "vitest";
import { weighType } from "@/lib/diagnosis/inference/exception-taxonomy";

describe("weighType", () => {
  it.each(["constructor", "app.toString", "__proto__"])("has no weights for a type named %s", (type) => {
    expect(weighType(type)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { verbStep } from "@/inngest/steps";
import { AppError } from "@/lib/platform/errors";

const failing = (error: unknown) =>
  verbStep(async () => {
    throw error;
  });

describe("an error in a step", () => {
  it("is shown if it is ours", async () => {
    await expect(failing(new AppError("UNAVAILABLE", "Claude is overloaded (529)."))).rejects.toThrow(
      "Claude is overloaded (529).",
    );
    await expect(failing(new AppError("NOT_FOUND", "No such incident."))).rejects.toMatchObject({
      name: "NonRetriableError",
      message: "No such incident.",
    });
  });

  it("is not shown in the words of the database or the language", async () => {
    const overflow = Object.assign(new Error('value "1000000000000" is out of range for type integer'), {
      code: "22003",
    });
    for (const error of [overflow, new TypeError("x is not a function"), "just text"]) {
      await expect(failing(error)).rejects.toMatchObject({
        code: "INTERNAL",
        message: "Something went wrong on the server. The error was logged.",
      });
    }
  });

  it("says that the database is away", async () => {
    const away = Object.assign(new Error("terminating connection"), { code: "57P01" });
    await expect(failing(away)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("starting or shutting down"),
    });
  });
});

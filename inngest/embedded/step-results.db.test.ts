import { describe, expect, it } from "vitest";
import { useTestRunners } from "./testing/use-test-runners";

const go = [{ event: "go" }];
const runners = useTestRunners();

describe("a step's result", () => {
  it.each<[string, unknown]>([
    ["null characters and lone surrogates", { text: "a\u0000b\ud800c" }],
    ["a megabyte", "é".repeat(500_000)],
    ["nested lists", [[1, [2, [{ a: null }]]]]],
    ["quotes, backslashes and braces", '{"x":"\\"},\n'],
    ["numbers at the edge", [Number.MAX_SAFE_INTEGER, -0.1, 1e300]],
  ])("keeps %s", async (_case, value) => {
    const t = await runners.start((client) => [
      client.createFunction({ id: "fn", triggers: go }, async ({ step }) => {
        const kept = await step.run("make", () => value);
        await step.sleep("reload", "1s");
        return JSON.stringify(kept) === JSON.stringify(value);
      }),
    ]);
    await t.client.send({ name: "go", data: { value } });
    await t.idle();
    t.advance(1_000);
    expect((await t.ended("fn", 1))[0]).toMatchObject({ status: "completed", output: true });
  });

  it("loads run state over 4 MB through SDK requests", async () => {
    const paths: string[] = [];
    const t = await runners.start(
      (client) => [
        client.createFunction({ id: "fn", triggers: go }, async ({ step }) => {
          const sizes: number[] = [];
          for (let n = 0; n < 4; n++) {
            const part = await step.run(`part ${n}`, () => String(n).repeat(1_400_000));
            sizes.push(part.length);
          }
          return sizes;
        }),
      ],
      { onExchange: ({ path }) => paths.push(path) },
    );
    await t.client.send({ name: "go" });
    const [run] = await t.ended("fn", 1);
    expect(run).toMatchObject({ status: "completed", output: Array(4).fill(1_400_000) });
    expect(paths).toEqual(
      expect.arrayContaining([`/v0/runs/${run?.id}/batch`, `/v0/runs/${run?.id}/actions`]),
    );
  });

  it("fails the run if a response is over 4 MB", async () => {
    const t = await runners.start((client) => [
      client.createFunction({ id: "fn", triggers: go }, async ({ step }) =>
        step.run("big", () => "x".repeat(5 << 20)),
      ),
    ]);
    await t.client.send({ name: "go" });
    const [run] = await t.ended("fn", 1);
    expect(run).toMatchObject({
      status: "failed",
      output: { message: expect.stringMatching(/over the limit of 4 MB/) },
    });
  });
});

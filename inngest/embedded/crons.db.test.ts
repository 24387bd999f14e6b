import { describe, expect, it } from "vitest";
import type { Inngest, InngestFunction } from "inngest";
import { useTestRunners } from "./testing/use-test-runners";

const runners = useTestRunners();

describe("schedules", () => {
  const minutely = (client: Inngest): InngestFunction.Any[] => [
    client.createFunction({ id: "fn", triggers: [{ cron: "* * * * *" }] }, ({ event }) => event.data),
  ];

  it("catches up missed ticks once across two runners", async () => {
    const [t, other] = [await runners.start(minutely), await runners.start(minutely)];
    const { rows } = await runners.pool.query<{ next_at: string }>("SELECT next_at FROM runner_crons");
    const missed = Number(rows[0]?.next_at);
    t.advance(10 * 60_000);
    other.advance(10 * 60_000);
    await t.idle();
    const runs = await t.ended("fn", 1);
    expect(runs).toHaveLength(1);
    const instant = new Date(missed).toISOString().replace(".000Z", "Z");
    expect(runs[0]?.output).toEqual({ cron: "* * * * *", fireAt: instant, scheduledAt: instant });
    const later = await runners.pool.query<{ next_at: string }>("SELECT next_at FROM runner_crons");
    expect(Number(later.rows[0]?.next_at)).toBeGreaterThan(t.now());
    expect(Number(later.rows[0]?.next_at)).toBeLessThanOrEqual(t.now() + 60_000);
  });
});

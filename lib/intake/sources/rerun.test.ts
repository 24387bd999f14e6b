import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { RerunTarget } from "@/lib/intake/sources/descriptor";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { exactly } from "@/lib/intake/sources/rerun-command";
import { CLI_OPTIONS } from "@/lib/intake/sources/testing/cli-options";

const KINDS = ["airflow", "prefect", "dagster", "databricks", "dbt", "github"] as const;
const TARGETS: Record<(typeof KINDS)[number], RerunTarget> = {
  airflow: {
    pipeline: "orders_daily",
    task: "group.load",
    run: "r",
    logicalDate: "2026-11-20T00:00:00.000Z",
  },
  prefect: {
    pipeline: "orders",
    task: "load-0",
    run: "56b46717-7bca-42e7-8b31-400175b50e89",
    logicalDate: null,
  },
  dagster: {
    pipeline: "orders_job",
    task: "load",
    run: "a04f63b2-1ec9-4e3b-a7fc-9bf813b9f56b",
    logicalDate: null,
  },
  databricks: { pipeline: "201", task: "load", run: "455644833", logicalDate: null },
  dbt: { pipeline: "shop", task: "model.shop.mart_orders", run: "e85e9b6a", logicalDate: null },
  github: {
    pipeline: "acme/pipelines/.github/workflows/dbt.yml",
    task: null,
    run: "19000000001",
    logicalDate: null,
  },
};
const styleOf = (kind: string) => {
  const { rerun } = descriptorOf(kind);
  if (!rerun) throw new Error(`${kind} has no rerun style`);
  return rerun;
};
const rangeOf = (pipeline: string) => ({
  pipeline,
  from: "2026-11-20T00:00:00.000Z",
  to: "2026-11-23T00:00:00.000Z",
  version: null,
});
/** All commands of a kind for a target. */
const commands = (kind: string, target: RerunTarget) => [
  ...styleOf(kind).repeatRun(target),
  ...styleOf(kind).backfill(rangeOf(target.pipeline)),
  ...styleOf(kind).repeatFailed(rangeOf(target.pipeline)),
];
/** The words that a real shell passes to a program. */
const wordsOf = (command: string) =>
  execFileSync("sh", ["-c", `for word in ${command}; do printf '%s\\0' "$word"; done`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);

describe("commands to repeat runs", () => {
  it("use only options that the programs have", () => {
    const used = new Set<string>();
    for (const { command } of KINDS.flatMap((kind) => commands(kind, TARGETS[kind]))) {
      if (command.startsWith("curl ")) continue;
      const words = wordsOf(command);
      const name =
        Object.keys(CLI_OPTIONS).find((known) => command.startsWith(`${known} `) || command === known) ??
        command;
      const known = CLI_OPTIONS[name];
      const rest = words.slice(name.split(" ").length);
      const end = rest.indexOf("--");
      const options = (end === -1 ? rest : rest.slice(0, end)).filter((word) => word.startsWith("-"));
      expect(known?.options, command).toEqual(
        expect.arrayContaining(options.map((word) => word.split("=")[0])),
      );
      used.add(name);
    }
    expect([...used].toSorted()).toEqual(
      Object.keys(CLI_OPTIONS)
        .filter((name) => name !== "dbt test")
        .toSorted(),
    );
  });

  it("quote hostile names for the shell", () => {
    const hostile = `-x'; touch /tmp/pwned; $(id) \`id\` "a" \\ #`;
    for (const kind of KINDS) {
      for (const { command } of commands(kind, { ...TARGETS[kind], pipeline: hostile, task: hostile })) {
        if (command.startsWith("curl ")) continue;
        const words = wordsOf(command);
        expect(
          words.some((word) => /^(?:touch|-x)/.test(word) && word !== hostile),
          command,
        ).toBe(false);
        // A positional value comes after the end of options.
        const at = words.indexOf(hostile);
        if (at !== -1) expect(words[at - 1]).toBe("--");
      }
    }
  });

  it.each([["a\nb"], ["a\u202eb"], ["\u001b[31m"]])("are not made for %j", (name) => {
    for (const kind of KINDS) {
      const target = { ...TARGETS[kind], pipeline: name, task: name, run: name };
      for (const { command } of commands(kind, target)) expect(command).not.toContain(name);
    }
  });

  it("match a task as a whole, whatever its name contains", () => {
    expect(exactly("group.load-2")).toBe(String.raw`^group\.load\-2$`);
    expect(exactly("a|b*")).toBe(String.raw`^a\|b\*$`);
    expect(exactly("größe")).toBe("^größe$");
  });

  it("select dbt nodes by name, with what is downstream", () => {
    const selected = (task: string) =>
      styleOf("dbt")
        .repeatRun({ ...TARGETS.dbt, task })
        .map(({ command }) => command);
    expect(selected("model.shop.mart_orders")).toEqual(["dbt retry", "dbt build --select mart_orders+"]);
    expect(selected("test.shop.unique_orders_id.fed79b3a6e")).toEqual([
      "dbt retry",
      "dbt test --select unique_orders_id",
    ]);
    expect(selected("something else")).toEqual(["dbt retry"]);
  });

  it("select a manual run of Airflow by a range, because its date has microseconds", () => {
    const [clear] = styleOf("airflow").repeatRun({
      ...TARGETS.airflow,
      logicalDate: "2026-11-20T10:15:03.123Z",
    });
    expect(clear?.command).toContain(
      "--start-date=2026-11-20T10:15:03.123Z --end-date=2026-11-20T10:15:03.124Z",
    );
  });

  it("need a run that the orchestrator can find", () => {
    expect(styleOf("airflow").repeatRun({ ...TARGETS.airflow, logicalDate: null })).toEqual([]);
    expect(styleOf("prefect").repeatRun({ ...TARGETS.prefect, run: "amber-fox" })).toEqual([]);
    expect(styleOf("databricks").repeatRun({ ...TARGETS.databricks, run: null })).toEqual([]);
    expect(styleOf("github").repeatRun({ ...TARGETS.github, pipeline: "orders" })).toEqual([]);
  });
});

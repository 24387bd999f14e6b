import { describe, expect, it } from "vitest";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { addTaskRetries, addRetries } from "@/lib/fixes/templates/add-retries";
import { draftFix, editedText, type TemplateScene } from "@/lib/fixes/templates/testing/draft-fix";

describe("add-retries", () => {
  it.each([
    ["@task\ndef load(x):\n", false, "@task(retries=2)\ndef load(x):\n"],
    ["@task()\ndef load():\n", true, "@task(retries=2, retry_delay_seconds=30)\ndef load():\n"],
    ['@task(task_id="x", retries=0)\ndef load():\n', false, '@task(task_id="x", retries=2)\ndef load():\n'],
    [
      "    @task.bash(env=E)\n    def load():\n",
      false,
      "    @task.bash(env=E, retries=2)\n    def load():\n",
    ],
    [
      'a = Op(\n    task_id="load",\n    x=f(1),\n)\n',
      false,
      'a = Op(\n    task_id="load",\n    retries=2,\n    x=f(1),\n)\n',
    ],
    ['a = Op(task_id="load", x=1)\n', false, 'a = Op(task_id="load", retries=2, x=1)\n'],
    [
      "default_args = {\n    'owner': 'x',\n}\n",
      false,
      "default_args = {\n    \"retries\": 2,\n    'owner': 'x',\n}\n",
    ],
    ['default_args={"owner": "x"}\n', false, 'default_args={"retries": 2, "owner": "x"}\n'],
    ["default_args = {\n    'retries': 0,\n}\n", false, "default_args = {\n    'retries': 2,\n}\n"],
  ])("adds them to %j", (text, isPrefect, expected) => {
    const { retries } = descriptorOf(isPrefect ? "prefect" : "airflow");
    expect(addTaskRetries(text, "load", retries)).toBe(expected);
  });

  it.each([
    "@task(retries=5)\ndef load():\n",
    'a = Op(\n    task_id="load",\n    retries=3,\n)\n',
    "default_args = {'retries': 1}\n",
    "x = 1\n",
    "@task\ndef other():\n",
  ])("leaves %j alone", (text) => {
    expect(addTaskRetries(text, "load", descriptorOf("airflow").retries)).toBeNull();
  });

  const files = { "d.py": "@task\ndef load():\n    pass\n" };
  it("applies to transient failures of tasks without retries", async () => {
    const scene: TemplateScene = { files, pipelineFile: "d.py", transience: "transient" };
    expect(await editedText(addRetries, scene)).toContain("@task(retries=2)");
    expect(await draftFix(addRetries, { ...scene, transience: "permanent" })).toBeNull();
    expect(await draftFix(addRetries, { ...scene, maxTries: 3 })).toBeNull();
    expect(await editedText(addRetries, { ...scene, maxTries: null })).not.toBeNull();
  });
});

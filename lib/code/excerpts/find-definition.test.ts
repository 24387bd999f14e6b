import { describe, expect, it } from "vitest";
import { findDefinition } from "@/lib/code/excerpts/find-definition";

const DAG = `from airflow.sdk import task

with DAG("stores"):

    @task(retries=2)
    def load_stores():
        return 1

    wait = FileSensor(
        fs_conn_id="landing",
        task_id="wait_for_file",
    )
    copy = BashOperator(task_id='copy', bash_command="copy.sh")
    twice = [Step(task_id="twice")]
    twice += [Step(task_id="twice")]


def copy_all():
    pass


async def stream():
    pass
`.split("\n");
const at = (text: string) => DAG.findIndex((line) => line.includes(text)) + 1;

describe("findDefinition", () => {
  it.each([
    ["load_stores", at("def load_stores")],
    ["wait_for_file", at("FileSensor(")],
    ["copy", at("BashOperator(")],
    ["stream", at("async def stream")],
  ])("finds %s", (name, line) => {
    expect(findDefinition(DAG, name)).toBe(line);
  });

  it.each(["load", "twice", "stores", ""])("finds no single definition of %j", (name) => {
    expect(findDefinition(DAG, name)).toBeNull();
  });

  it("takes the function where a call names it too", () => {
    const lines = ["def load():", "    pass", 'PythonOperator(task_id="load", python_callable=load)'];
    expect(findDefinition(lines, "load")).toBe(1);
  });
});

import { expect, it } from "vitest";
import { originOf, withoutCredentials } from "@/lib/platform/http/api-address";

it.each([
  ["http://airflow:8080", "http://airflow:8080"],
  ["https://airflow.example/prod/", "https://airflow.example/prod/"],
  ["http://admin:hunter2@airflow:8080", "http://airflow:8080"],
  ["http://hunter2@airflow/prod", "http://airflow/prod"],
  ["https://airflow/prod?token=hunter2", "https://airflow/prod"],
  ["https://u:hunter2@airflow/?token=hunter2#hunter2", "https://airflow"],
  ["redis://u:hunter2@airflow/x", "redis://airflow/x"],
  ["http://u:hunter2@air flow/x?token=hunter2", "http://air flow/x"],
  ["//u:hunter2@airflow", "//airflow"],
])("%s is shown as %s", (stored, shown) => expect(withoutCredentials(stored)).toBe(shown));

it.each([
  ["https://airflow.example/prod", "https://airflow.example"],
  ["https://AIRFLOW.example:443", "https://airflow.example"],
  ["http://airflow.example", "http://airflow.example"],
  ["https://airflow.example:8443", "https://airflow.example:8443"],
  ["not a URL", null],
  [null, null],
])("the origin of %s is %s", (address, origin) => expect(originOf(address)).toBe(origin));

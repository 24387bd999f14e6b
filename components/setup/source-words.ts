/** Kinds whose deliveries become incidents today; of other kinds they are only stored. */
export const UNDERSTOOD_KINDS = ["airflow", "prefect", "generic"] as const;

/** Whether the product can send what an orchestrator of this kind would send. */
export function hasTestFailure(kind: string): boolean {
  return UNDERSTOOD_KINDS.some((one) => one === kind);
}

/** What the last test of the connection found: of the API, or of the repository where that is all there is. */
export function healthLabel({ apiBaseUrl, isOk }: { apiBaseUrl: string | null; isOk: boolean }): string {
  if (!isOk) return "Connection failed";
  return apiBaseUrl ? "API connected" : "Repository connected";
}

/** What the folder with the pipelines' code is called there. */
export function codeFolderLabel(kind: string): string {
  if (kind === "airflow") return "DAGs folder";
  return kind === "prefect" ? "Flows folder" : "Code folder";
}

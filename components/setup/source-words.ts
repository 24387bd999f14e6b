/** The result of the last connection test: of the API, or of the repository if there is no API. */
export function healthLabel({ apiBaseUrl, isOk }: { apiBaseUrl: string | null; isOk: boolean }): string {
  if (!isOk) return "Connection failed";
  return apiBaseUrl ? "API connected" : "Repository connected";
}

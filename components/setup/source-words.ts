/** What the last test of the connection found: of the API, or of the repository where that is all there is. */
export function healthLabel({ apiBaseUrl, isOk }: { apiBaseUrl: string | null; isOk: boolean }): string {
  if (!isOk) return "Connection failed";
  return apiBaseUrl ? "API connected" : "Repository connected";
}

/** The result of the last connection test: of the API, or of the repository if there is no API. */
export function healthLabel({ hasApi, isOk }: { hasApi: boolean; isOk: boolean }): string {
  if (!isOk) return "Connection failed";
  return hasApi ? "API connected" : "Repository connected";
}

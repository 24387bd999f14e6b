/** The URL if it is http(s), else null: a payload may put anything there. Pure. */
export function safeUrl(url: string | null): string | null {
  return url && /^https?:\/\//i.test(url) ? url : null;
}

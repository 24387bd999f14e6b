/** SQL for a timestamp as milliseconds since 1970, a number in JavaScript too. */
export function epochMs(column: string): string {
  return `round(extract(epoch FROM ${column}) * 1000)::float8`;
}

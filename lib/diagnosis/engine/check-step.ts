/** Names that stay capitalized within a sentence. */
const NAMES = new Set([
  "Airflow",
  "Azure",
  "Celery",
  "Dagster",
  "Databricks",
  "Delta",
  "Docker",
  "Glue",
  "Google",
  "Java",
  "Kubernetes",
  "Linux",
  "Oracle",
  "Postgres",
  "Prefect",
  "Python",
  "Redshift",
  "Snowflake",
  "Spark",
  "Windows",
]);

/** `For idle timeouts: what the task did`. */
const CONDITION = /^(For [^:.]{1,60}): (.+)$/s;

/**
 * Phrases a check (`The columns of …`, `Whether …`) as an action: `Check the columns of …`, `For idle timeouts, check
 * what …`. It is listed next to fixes and may become a fix title.
 */
export function checkStep(check: string): string {
  const condition = CONDITION.exec(check);
  if (condition) return `${condition[1] ?? ""}, check ${inSentence(condition[2] ?? "")}`;
  return `Check ${inSentence(check)}`;
}

/** Lowercases an ordinary first word; names, abbreviations and code are unchanged. */
function inSentence(text: string): string {
  const word = /^[A-Z][a-z]*(?![A-Za-z])/.exec(text)?.[0];
  return word === undefined || NAMES.has(word) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

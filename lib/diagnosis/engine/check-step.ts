/** Names that keep their capital inside of a sentence. */
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

/** `For idle time-outs: what the task did`. */
const CONDITION = /^(For [^:.]{1,60}): (.+)$/s;

/**
 * What to look at (`The columns of …`, `Whether …`) as something to do: it stands in one list with what usually
 * helps, and may be the title of a fix. `Check the columns of …`, `For idle time-outs, check what …`.
 */
export function checkStep(check: string): string {
  const condition = CONDITION.exec(check);
  if (condition) return `${condition[1] ?? ""}, check ${inSentence(condition[2] ?? "")}`;
  return `Check ${inSentence(check)}`;
}

/** An ordinary first word without its capital; names, abbreviations and code as they are. */
function inSentence(text: string): string {
  const word = /^[A-Z][a-z]*(?![A-Za-z])/.exec(text)?.[0];
  return word === undefined || NAMES.has(word) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

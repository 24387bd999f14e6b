import type { NeighbourSource } from "@/lib/intake/sources/descriptor";
import { SECRET_TO_FILL_IN, type Snippet } from "@/lib/sources/schemas";

/**
 * Snippets for the senders of OpenLineage events: their client needs the server and the path apart. `airflows` are the Airflow
 * sources whose DAGs the events may be about.
 */
export function openLineageSnippets(url: string, airflows: readonly NeighbourSource[]): Snippet[] {
  const { origin, pathname } = new URL(url);
  const transport = JSON.stringify({
    type: "http",
    url: origin,
    endpoint: pathname.slice(1),
    auth: { type: "api_key", apiKey: SECRET_TO_FILL_IN },
    compression: "gzip",
  });
  return [
    {
      id: "airflow",
      title: "Airflow",
      description: `Reports every failed try, run and dataset of all DAGs without editing one. Airflow 2.7 or newer with \`pip install apache-airflow-providers-openlineage\`. Set it where tasks run and on the scheduler, and use one source for each Airflow. ${namespaceHint(airflows)}`,
      language: "bash",
      filename: null,
      text: `export AIRFLOW__OPENLINEAGE__TRANSPORT='${transport}'
export AIRFLOW__OPENLINEAGE__NAMESPACE='${airflowNamespace(airflows).replaceAll("'", String.raw`'\''`)}'
`,
    },
    {
      id: "dbt",
      title: "dbt",
      description:
        "`pip install openlineage-dbt`, then run `dbt-ol` instead of `dbt`. Without --consume-structured-logs the events have no error messages.",
      language: "bash",
      filename: null,
      text: `export OPENLINEAGE__TRANSPORT='${transport}'
export OPENLINEAGE_NAMESPACE='dbt'
dbt-ol build --consume-structured-logs
`,
    },
    {
      id: "spark",
      title: "Spark",
      description:
        "In a task of an Airflow that sends OpenLineage too, add the parent settings (spark.openlineage.parentJobNamespace, parentJobName and parentRunId): failures of the application then belong to the task.",
      language: "text",
      filename: "spark-defaults.conf",
      text: `spark.jars.packages                       io.openlineage:openlineage-spark_2.12:1.39.0
spark.extraListeners                      io.openlineage.spark.agent.OpenLineageSparkListener
spark.openlineage.namespace               spark
spark.openlineage.transport.type          http
spark.openlineage.transport.url           ${origin}
spark.openlineage.transport.endpoint      ${pathname}
spark.openlineage.transport.auth.type     api_key
spark.openlineage.transport.auth.apiKey   ${SECRET_TO_FILL_IN}
spark.openlineage.transport.compression   gzip
`,
    },
    {
      id: "client",
      title: "Any other client",
      description:
        "Clients that can only set a server and an API key use the default endpoint, /api/v1/lineage.",
      language: "bash",
      filename: null,
      text: `export OPENLINEAGE_URL='${origin}'
export OPENLINEAGE_API_KEY='${SECRET_TO_FILL_IN}'
`,
    },
  ];
}

const NAMESPACE_TO_FILL_IN = "<namespace of this Airflow>";

/** The namespace that says which Airflow sends the events. */
function airflowNamespace(airflows: readonly NeighbourSource[]): string {
  const [only, ...others] = airflows;
  if (!only) return "airflow";
  return others.length === 0 ? (only.namespace ?? only.name) : NAMESPACE_TO_FILL_IN;
}

function namespaceHint(airflows: readonly NeighbourSource[]): string {
  const [only, ...others] = airflows;
  if (!only) return "If an Airflow source is added here later, set the namespace to its name.";
  if (others.length === 0)
    return `The namespace says that it is the Airflow of the source "${only.name}", so both report the same DAGs.`;
  const names = airflows.map(({ name, namespace }) =>
    namespace === null
      ? `none for "${name}" until the source has an environment or a name of its own`
      : `\`${namespace}\` for "${name}"`,
  );
  return `The namespace says which Airflow it is: ${names.join(", ")}. With another one, such as \`default\`, DAGs of these events are kept apart from those of the sources (they are listed twice, without each other's lineage), unless the API of one source has the address in the events.`;
}

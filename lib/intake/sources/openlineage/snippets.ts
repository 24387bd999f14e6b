import { SECRET_TO_FILL_IN, type Snippet } from "@/lib/sources/schemas";

/** Snippets for the senders of OpenLineage events: their client needs the server and the path apart. */
export function openLineageSnippets(url: string): Snippet[] {
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
      description:
        "Reports every failed try, run and dataset of all DAGs without editing one. Airflow 2.7 or newer with `pip install apache-airflow-providers-openlineage`. Set it where tasks run and on the scheduler, and use one source for each Airflow.",
      language: "bash",
      filename: null,
      text: `export AIRFLOW__OPENLINEAGE__TRANSPORT='${transport}'
export AIRFLOW__OPENLINEAGE__NAMESPACE='airflow'
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

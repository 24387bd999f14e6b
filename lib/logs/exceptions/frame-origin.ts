import type { StackFrame } from "@/lib/logs/schemas";

type Origin = StackFrame["origin"];

const ORCHESTRATOR_PACKAGE = /[/\\](?:airflow|airflow_shared|prefect|dagster|luigi|task_sdk)[/\\]/;
const PROVIDER = /[/\\]airflow[/\\]providers[/\\]/;
const INSTALLED =
  /[/\\](?:site|dist)-packages[/\\]|[/\\]node_modules[/\\]|[/\\]pkg[/\\]mod[/\\]|\.(?:zip|egg|jar)[/\\]/;
const RUNTIME =
  /^<frozen|^(?:node|internal)[:/]|[/\\]lib(?:64)?[/\\]python\d(?:\.\d+)?[/\\]|[/\\]Python\d+[/\\]Lib[/\\]|[/\\]Python\.framework[/\\]|^\/usr\/(?:local\/)?(?:lib\/)?(?:go|ruby|perl)\b|[/\\]go[/\\]src[/\\](?:runtime|net|os|testing)[/\\]|[/\\](?:gems|rubies|\.cargo|rustc)[/\\]/;
/** Packages that images install outside of `site-packages`. */
const BUNDLED =
  /[/\\]lib[/\\]airflow[/\\]airflow[/\\]|[/\\]airflow[/\\](?:contrib|providers|models|executors|task_runner|www)[/\\]|[/\\]python[/\\](?:lib[/\\])?pyspark(?:\.zip)?[/\\]/;
const REDACTED_AIRFLOW = /[/\\](?:site|dist)-packages[/\\]\*\*\*[/\\]/;

/**
 * Whose code a Python, JavaScript or Go frame belongs to. The scheduler's package counts as the orchestrator, its
 * provider packages as libraries; `***` under `site-packages` is `airflow`, masked in its own logs.
 */
export function fileOrigin(file: string): Origin {
  if (INSTALLED.test(file)) {
    if (REDACTED_AIRFLOW.test(file)) return file.includes("/***/providers/") ? "library" : "orchestrator";
    const packagePath = file.slice(file.search(INSTALLED));
    if (PROVIDER.test(packagePath)) return "library";
    return ORCHESTRATOR_PACKAGE.test(packagePath) ? "orchestrator" : "library";
  }
  if (RUNTIME.test(file) || BUNDLED.test(file)) return "library";
  if (/[/\\]bin[/\\](?:airflow|prefect|dbt)$/.test(file)) return "orchestrator";
  return "user";
}

const JVM_LIBRARY =
  /^(?:java|javax|jakarta|sun|jdk|scala|kotlin|groovy|clojure|akka|py4j|org\.(?:apache|spark|springframework|junit|hibernate|postgresql|jetbrains|eclipse|gradle|codehaus|scalatest|slf4j|testng|mockito|sparkproject)|org\.(?:sqlite|mariadb|elasticsearch|opensearch|neo4j|jruby|h2|flywaydb|quartz|mongodb|bson|jooq|json|w3c|xml|jdom|joda|objectweb|codehaus|asynchttpclient|eclipse|glassfish|infinispan|redisson|talend|pentaho|embulk)|com\.(?:google|sun|fasterxml|amazon|amazonaws|mysql|microsoft|databricks|snowflake|zaxxer|intellij|oracle|ibm|ctc|vertica|teradata|sap|mongodb|datastax|clickhouse|facebook|github|zendesk|alibaba|esotericsoftware|esri|jcraft|squareup|twitter|typesafe|yammer|azure|cloudera|hortonworks|informatica|mchange|networknt|opencsv|healthmarketscience|ververica|bettercloud|linkedin)|software\.amazon|net\.(?:snowflake|sf|minidev|schmizz|sourceforge)|oracle|liquibase|okhttp3|okio|retrofit2|reactor|rx|redis|liquibase|feign|lombok|dev\.failsafe|io\.(?:netty|delta|grpc|airlift|micrometer|fabric8|tabular|debezium|confluent|trino|prestosql|kubernetes|quarkus|vertx|undertow|lettuce|opentelemetry|opentracing|prometheus|perfmark|smallrye|dropwizard|aiven|streamnative|pravega|kestra|minio|swagger|reactivex))[./]/;

/** Whose code a JVM or .NET frame belongs to, by its qualified name (`org.apache.spark.SparkContext.init`). */
export function qualifiedOrigin(name: string): Origin {
  const slash = name.indexOf("/");
  const qualified = slash === -1 ? name : name.slice(slash + 1);
  return JVM_LIBRARY.test(qualified) || /^(?:System|Microsoft)\./.test(qualified) ? "library" : "user";
}

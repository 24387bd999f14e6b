/** Recognizes records whose text came from elsewhere: a child process, a container, a remote shell, standard output. */

const RELAY_FILES = new Set([
  "subprocess.py", "spark_submit.py", "docker.py", "pod_manager.py", "kubernetes_pod.py", "pod.py", "ssh.py",
  "bash.py", "bash_operator.py", "ecs.py", "batch_client.py", "logging_mixin.py", "dataproc.py", "winrm.py",
  "databricks.py", "databricks_base.py", "hive.py", "beam.py", "glue.py", "cloud_run.py", "spark_jdbc.py",
  "dbt_hook.py", "local.py", "sagemaker.py", "process_utils.py", "spark_sql.py", "bash_hook.py",
  "pod_launcher.py", "pod_launcher_deprecated.py", "docker_operator.py", "ssh_operator.py", "spark_submit_hook.py",
  "ecs_operator.py", "gcp_dataflow_hook.py", "winrm_operator.py", "hive_hooks.py",
]); // prettier-ignore

const RELAY_LOGGER =
  /(?:Subprocess|SparkSubmit|Docker|PodManager|KubernetesPod|SSH|Bash|Ecs|Batch|WinRM|Hive|Beam|stdout|stderr)/;

/** Whether a record relays another program's output. */
export function isRelay(location: string | null, logger: string | null): boolean {
  if (location !== null) {
    const colon = location.indexOf(":");
    if (RELAY_FILES.has(colon === -1 ? location : location.slice(0, colon))) return true;
  }
  return logger !== null && RELAY_LOGGER.test(logger);
}

/** Recognizes wrapper exceptions, which only report that something else failed. */

const WRAPPER_TYPES = new Set([
  "CalledProcessError", "RetryError", "InvocationTargetException", "ExecutionException", "UndeclaredThrowableException",
  "CompletionException", "RemoteTraceback", "_RemoteTraceback", "PythonException", "Py4JJavaError", "SystemExit",
  "ExceptionGroup", "BaseExceptionGroup", "BrokenProcessPool", "DagsterExecutionStepExecutionError", "TaskFailed",
  "UnfinishedRun", "FailedRun", "CrashedRun", "PapermillExecutionError", "CellExecutionError", "ReRaised",
  "WrappedException", "RayTaskError", "UncheckedExecutionException", "ExecutionError", "PrivilegedActionException",
  "ExceptionInInitializerError", "ProgramInvocationException", "JobExecutionException", "PipelineStepFailed",
  "DagsterExecutionLoadInputError", "DagsterExecutionHandleOutputError", "BeanCreationException", "WrappedRuntimeException",
 "AggregateException", "TargetInvocationException", "TaskDeferralError", "CancelledError", "ChildProcessCrashException",
  "DagsterDbtCliRuntimeError", "ScriptError",
]); // prettier-ignore

const WRAPPER_MESSAGE =
  /(?:command|process|script|container|pod|job|task|application|run|query|statement|step|notebook|build|subprocess|spark-submit|workflow)\b.{0,160}?\b(?:failed|returned|exited|terminated|did not succeed|unsuccessful|ended)\b|non-?zero (?:exit|return)|exit(?:ed)? (?:status|code|with)|return code|Cannot execute: |stage failure|Task failed while writing|states? (?:is|are) not final|An error occurred while calling|error occurred in dbt|Check the pod events|dbt (?:command|run|build|test|seed|deps|snapshot) .{0,60}failed/i;

const RELAYING_TYPE =
  /^airflow\.|(?:AirflowException|DockerContainerFailedException|EcsOperatorError|AirflowFailException|RuntimeError|^Exception|SparkException|PodLaunchFailedException|DbtTaskError|AirflowDbtException|SourceException|DestinationException|WorkerException)$/;

/** A cause stated in the wrapper's own message (`…: No such file`), which makes it informative. */
const OWN_CAUSE =
  /\b(?:not found|no such|denied|refused|invalid|missing|does not exist|timed? ?out|unable to|unknown|cannot be|syntax)\b/i;

/** A miss in a driver's statement cache (redshift_connector, pg8000), which the driver handles itself. */
const STATEMENT_KEY =
  /^\(['"](?:select|with|insert|update|delete|merge|create|drop|alter|copy|unload|truncate|grant|call|set|begin|commit|rollback|show|vacuum|analyze)\b/i;

/** Another program's traceback used as the message. */
const HOLDS_TRACEBACK = /Traceback \(most recent call last\):/;

/** The base class of Kafka Connect's errors has nothing to do with network connections. */
const CONNECT_BASE = "org.apache.kafka.connect.errors.ConnectException";
const CONNECT_REPORT =
  /^(?:Exiting Worker\w+ due to|Tolerance exceeded in error handler|Error while attempting to|Unrecoverable exception|An exception occurred in the change event producer)/;

/** Reports that something gave up for reasons stated above: Flink, Spark's streams, DataX's limit of bad rows, Dataflow. */
const GIVES_UP =
  /^Recovery is suppressed by |^\[STREAM_FAILED\].{0,300}terminated with exception: (?:Writing )?[Jj]ob aborted\.?$|^Code:\[Framework-14\]|^Dataflow pipeline failed\. State: \w+, Error:\s*(?:Workflow failed\.?\s*)?$/;

/** A child process that was killed from outside could not say why. */
const KILLED = /\bdied with <Signals\.SIGKILL\b|\breturned non-zero exit status (?:-9|137)\b/;

/** A whole message that names a step and says no more than that it failed. */
const SAYS_ONLY_FAILED =
  /^(?:(?:Encountered|There was) (?:an )?(?:error|exception) while (?:running|executing) [\w.:/-]{1,120}|(?:[\w&]{1,20} could not be completed: )?(?:the )?(?:step|job|task|command|process|subprocess|stage|pipeline|flow|run|query|script|model|node|worker|child process|container|loader|extractor|mapper|execution|plugin|tap|target|batch|plan application|activity|jobflow|workflow)s? (?:['"`]?[\w.:/-]{1,80}['"`]? )?(?:has |have |was |were )?(?:failed|crashed|did not succeed|was unsuccessful|terminated abnormally|exited abnormally)(?:, check [^\n]{3,160}(?:console|logs?)[^\n]{0,160})?)[.!]?$/i;

/** True for exceptions whose cause is stated elsewhere in the log. */
export function isWrapperException(type: string | null, message: string): boolean {
  const name = type?.split(".").at(-1) ?? "";
  if (name === "CalledProcessError" && KILLED.test(message)) return false;
  if (type === CONNECT_BASE && CONNECT_REPORT.test(message)) return true;
  if (WRAPPER_TYPES.has(name.replace(/\(.*$/, "")) || HOLDS_TRACEBACK.test(message)) return true;
  if (name === "KeyError" && STATEMENT_KEY.test(message.slice(0, 40))) return true;
  if (GIVES_UP.test(message)) return true;
  if (SAYS_ONLY_FAILED.test(message.trim().slice(0, 200))) return true;
  if (!RELAYING_TYPE.test(type ?? "")) return false;
  const head = message.slice(0, 600).split("\n", 1)[0] ?? "";
  return WRAPPER_MESSAGE.test(head) && !OWN_CAUSE.test(head);
}

/**
 * Compiles a list of names of Python libraries. `a` matches the module and everything in it; `a.b` that name, even if
 * reached through another module (`shutil.os.system`); `*.b` any attribute `b`; `*` inside a name matches letters.
 */
function namePattern(list: string): NameRule {
  const names = list.split(/\s+/).filter(Boolean);
  const part = (name: string) => name.replaceAll(/[.()]/g, String.raw`\$&`).replaceAll("*", String.raw`\w*`);
  const anywhere = names.filter((name) => name.startsWith("*.")).map((name) => part(name.slice(2)));
  const modules = names.filter((name) => !name.includes(".")).map(part);
  const within = names.filter((name) => name.includes(".") && !name.startsWith("*.")).map(part);
  const start = String.raw`^(?:${modules.join("|")})|(?:^|\.)(?:${within.join("|")})|\.(?:${anywhere.join("|")})`;
  return new NameRule(new RegExp(String.raw`(?:${start})(?:\.|$)`));
}

const MAX_REMEMBERED = 5_000;
const MAX_REMEMBERED_LENGTH = 200;

/** A memoized pattern: a file uses few distinct names, each of them often. */
class NameRule {
  private readonly answers = new Map<string, boolean>();

  constructor(private readonly pattern: RegExp) {}

  test(name: string): boolean {
    const known = this.answers.get(name);
    if (known !== undefined) return known;
    const answer = this.pattern.test(name);
    if (this.answers.size >= MAX_REMEMBERED) this.answers.clear();
    if (name.length <= MAX_REMEMBERED_LENGTH) this.answers.set(name, answer);
    return answer;
  }
}

/** Runs a program, here or on another machine. */
export const RUNS = namePattern(`
  os.system os.popen* os.exec* os.spawn* os.posix_spawn* os.fork* os.startfile os.(everything)
  posix.* nt.* subprocess _posixsubprocess commands popen2 pty pexpect ptyprocess sh plumbum fabric invoke delegator
  envoy ctypes cffi _ctypes win32api win32com win32process winrm paramiko ansible_runner docker dockerpty pip ensurepip
  setuptools.sandbox distutils.spawn distutils.core pyximport sultan easyprocess testinfra
  asyncio.create_subprocess_* asyncio.subprocess anyio.run_process anyio.open_process trio.run_process platform.popen
  prefect_shell prefect_docker dagster_shell asyncssh spur
  *.create_subprocess_* *.subprocess_exec *.subprocess_shell *.exec_command *.invoke_shell *.exec_run
  *.exec_ssh_client_command *.run_shell_script *.shell_run_command *.getoutput *.getstatusoutput *.getRuntime
  *.connect_get_namespaced_pod_exec *.run_cell_magic *.run_line_magic *.send_command
  *.subprocess *.Popen *.check_output *.check_call *.BashOperator *.BashSensor *.SSHOperator *.SSHRemoteJobOperator *.SSHHook
  *.DockerOperator *.DockerSwarmOperator *.DockerHook *.KubernetesPodOperator *.KubernetesJobOperator
  *.KubernetesInstallKueueOperator *.EksPodOperator *.GKEStartPodOperator *.GKEStartJobOperator *.GKEPodOperator
  *.EcsRunTaskOperator *.ECSOperator *.BatchOperator *.WinRMOperator *.WinRMHook *.PythonVirtualenvOperator
  *.BranchPythonVirtualenvOperator *.ExternalPythonOperator *.BranchExternalPythonOperator *.SparkSubmitOperator
  *.SparkSubmitHook *.SparkKubernetesOperator *.AzureContainerInstancesOperator *.CloudRunExecuteJobOperator
  *.CloudRunCreateJobOperator *.CloudBuildCreateBuildOperator *.SsmRunCommandOperator *.SubprocessHook *.run_command
  *.HelmInstallOperator *.task.bash *.task.docker *.task.kubernetes *.task.kubernetes_cmd *.task.virtualenv
  *.task.branch_virtualenv *.task.external_python *.task.branch_external_python *.task.ssh *.task.pyspark
  *.ShellOperation *.ShellTask *.DockerContainer *.KubernetesJob *.ExternalProgramTask *.create_shell_command_op
  *.execute_shell_command *.PipesSubprocessClient *.PipesDockerClient *.PipesK8sClient
`);

/** Executes text or bytes as code, or looks up code by a name computed at run time. */
export const EVALUATES = namePattern(`
  builtins.eval builtins.exec builtins.compile builtins.__import__ builtins.__builtins__ builtins.__loader__
  builtins.breakpoint builtins.(everything) importlib.import_module importlib.reload importlib.__import__
  importlib.machinery importlib.util importlib.abc importlib.(everything) imp runpy zipimport code codeop
  pickle.load* pickle.Unpickler pickle.(everything) cPickle.load* cPickle.Unpickler _pickle cloudpickle.load*
  dill.load* joblib.load torch.load marshal.load* shelve.open shelve.*Shelf jsonpickle.decode jsonpickle.loads
  klepto diskcache pandas.eval numexpr.evaluate yaml.load yaml.load_all yaml.unsafe_load* yaml.full_load*
  yaml.*UnsafeLoader yaml.FullLoader yaml.Loader yaml.(everything) types.FunctionType types.CodeType types.LambdaType
  timeit.timeit timeit.repeat cProfile.run* profile.run* pdb.run* bdb trace.Trace pydoc.locate pkg_resources.load_entry_point
  sys.modules sys.path sys.meta_path sys.settrace sys.setprofile sys.path_hooks sys.path_importer_cache site.addsitedir site.addpackage
  os.__dict__ os.__getattribute__ asyncio.(everything) multiprocessing.reduction
  logging.config.fileConfig logging.config.listen
  hydra.utils.instantiate hydra.utils.call
  *.read_pickle *.import_string *.import_module *.exec_module *.load_module *.create_module *.run_module *.run_path
  *.load_source *.__import__ *.__subclasses__ *.__globals__ *.__builtins__ *.__code__ *.__reduce__ *.__reduce_ex__
  *.__setstate__ *.__mro__ *.__bases__ *.f_globals *.f_builtins *.f_locals *.gi_frame *.cr_frame *.tb_frame
  *.spec_from_file_location *.SourceFileLoader *.ExtensionFileLoader *.Unpickler *.unsafe_load
  *.attrgetter *.methodcaller *.getattr_static *.enable_load_extension *.load_extension *.get_objects *.get_referrers *.builtins *.pickle_compat *.AirflowPlugin
`);

/** Harmless names of those modules. */
export const HARMLESS =
  /(?:^|\.)subprocess\.(?:CalledProcessError|SubprocessError|TimeoutExpired|PIPE|DEVNULL|STDOUT|CompletedProcess)$|^docker\.errors|^paramiko\.(?:\w*Exception|ssh_exception)/;

/** Modules that can do all of the above unseen when passed on as values. */
export const POWERFUL_MODULES: ReadonlySet<string> = new Set(
  "os posix nt subprocess builtins importlib ctypes pty sys runpy pickle marshal".split(" "),
);

/** Calls and attributes that may read a secret. */
export const READS_SECRET = namePattern(`
  os.environ os.environb os.getenv os.getenvb dotenv decouple keyring hvac netrc getpass
  airflow.models.Variable.get airflow.sdk.Variable.get
  *.Variable.get *.get_connection *.get_connections *.get_variable *.Secret.load *.get_secret *.get_secret_value
  *.access_secret_version *.get_parameter *.get_parameters *.get_password *.get_frozen_credentials
  *.password *.extra_dejson *.*PASSWORD *.*PASSWD *.*SECRET *.*TOKEN *.*API_KEY *.*APIKEY *.*CREDENTIALS
  *.get_session_token *.generate_db_auth_token *.secrets.get *.getSecret *.read_secret_version *.get_uri
`);

/** Sends data over the network. */
export const SENDS = namePattern(`
  requests httpx aiohttp urllib urllib3 http.client httplib socket ssl smtplib ftplib telnetlib paramiko websocket
  websockets pycurl xmlrpc nntplib poplib imaplib asyncio.open_connection slack_sdk telegram twilio sendgrid
  dns pika kafka confluent_kafka paho
  *.HttpHook *.HttpOperator *.SimpleHttpOperator *.SlackWebhookHook *.SlackWebhookOperator *.SlackAPIPostOperator
  *.EmailOperator *.send_email *.SFTPHook *.SFTPOperator *.FTPHook *.sendmail *.urlopen *.urlretrieve *.sendto *.sendall
`);

/** Writes data to shared storage. */
export const STORES = namePattern(`
  *.put_object *.upload_file *.upload_fileobj *.upload_blob *.upload_from_string *.upload_from_filename *.load_string
  *.load_bytes *.load_file_obj *.put_item *.put_record *.put_records *.put_parameter *.send_message *.publish
  *.publish_message *.xcom_push *.write_text *.write_bytes *.write_table *.writestr *.create_blob_from_text
  *.upload_data *.set_contents_from_string *.to_csv *.to_parquet *.to_json *.to_pickle *.to_sql *.pipe_file *.insert_rows
`);

/** Writes to the run's log, which more people can read than its secrets. */
export const PRINTS = namePattern(`
  builtins.print pprint sys.stdout sys.stderr logging.debug logging.info logging.warning logging.error logging.critical
  logging.exception logging.log warnings.warn
  *.debug *.info *.warning *.warn *.error *.critical *.exception
`);

/** Arguments that control when and how often something runs, not what. */
export const TIMING_ARGUMENTS: ReadonlySet<string> = new Set(
  `task_id dag task_group retries retry_delay retry_exponential_backoff max_retry_delay execution_timeout timeout
  conn_timeout cmd_timeout startup_timeout_seconds trigger_rule depends_on_past wait_for_downstream pool pool_slots
  priority_weight weight_rule queue email email_on_failure email_on_retry doc doc_md doc_rst owner start_date end_date
  sla max_active_tis_per_dag do_xcom_push poke_interval mode soft_fail skip_on_exit_code output_encoding inlets outlets
  check capture_output text encoding errors universal_newlines stdout stderr`.split(/\s+/),
);

/** Arguments that control where something is stored, not what. */
export const PLACE_ARGUMENTS: ReadonlySet<string> = new Set(
  `Bucket Key bucket bucket_name key object_name filename replace encrypt container container_name blob_name
  ContentType StorageClass TopicArn topic QueueUrl con name schema table if_exists index`.split(/\s+/),
);

import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sparkPythonExamples: SignatureExamples = {
  "spark/worker-module-missing": {
    examples: [
      {
        text: 'org.apache.spark.api.python.PythonException: Traceback (most recent call last):\n  File "/opt/spark/python/lib/pyspark.zip/pyspark/worker.py", line 668, in main\n    func, profiler, deserializer, serializer = read_udfs(pickleSer, infile, eval_type)\n  File "/opt/spark/python/lib/pyspark.zip/pyspark/worker.py", line 88, in read_command\n    command = serializer._read_with_length(file)\n  File "/opt/spark/python/lib/pyspark.zip/pyspark/serializers.py", line 458, in loads\n    return cloudpickle.loads(obj, encoding=encoding)\nModuleNotFoundError: No module named \'orders_lib\'',
        captures: { module: "orders_lib" },
      },
      {
        text: "ModuleNotFoundError: No module named 'phonenumbers'",
        around:
          "Traceback (most recent call last):\n  File \"/usr/lib/spark/python/lib/pyspark.zip/pyspark/serializers.py\", line 437, in _read_with_length\n    return self.loads(obj)\nModuleNotFoundError: No module named 'phonenumbers'",
        captures: { module: "phonenumbers" },
      },
    ],
    nearMisses: [
      {
        text: "ModuleNotFoundError: No module named 'orders_lib'",
        around: 'File "/app/jobs/load.py", line 3, in <module>\n    import orders_lib',
      },
    ],
  },
  "spark/py4j-method": {
    examples: [
      {
        text: "py4j.protocol.Py4JError: An error occurred while calling o71.json. Trace:\npy4j.Py4JException: Method json([class java.util.HashMap]) does not exist\n\tat py4j.reflection.ReflectionEngine.getMethod(ReflectionEngine.java:318)",
        captures: { method: "json", arguments: "class java.util.HashMap" },
      },
      {
        text: "py4j.protocol.Py4JError: An error occurred while calling None.org.apache.spark.api.python.PythonFunction. Trace:\npy4j.Py4JException: Constructor org.apache.spark.api.python.PythonFunction([class [B, class java.util.HashMap, class java.util.ArrayList]) does not exist",
        captures: { method: "org.apache.spark.api.python.PythonFunction" },
      },
    ],
    nearMisses: [{ text: "AttributeError: 'DataFrame' object has no attribute 'iteritems'" }],
  },
  "spark/py4j-member": {
    examples: [
      {
        text: "py4j.protocol.Py4JError: org.apache.spark.api.python.PythonUtils.getEncryptionEnabled does not exist in the JVM",
        captures: { member: "org.apache.spark.api.python.PythonUtils.getEncryptionEnabled" },
      },
      { text: "TypeError: 'JavaPackage' object is not callable" },
    ],
    nearMisses: [{ text: "TypeError: 'str' object is not callable" }],
  },
  "spark/py4j-connection": {
    examples: [
      {
        text: "py4j.protocol.Py4JNetworkError: Answer from Java side is empty",
        captures: { reason: "Answer from Java side is empty" },
      },
      {
        text: "py4j.protocol.Py4JNetworkError: An error occurred while trying to connect to the Java server (127.0.0.1:41235)",
      },
    ],
    nearMisses: [{ text: "ConnectionRefusedError: [Errno 111] Connection refused" }],
  },
  "spark/python-worker-crashed": {
    examples: [
      { text: "org.apache.spark.SparkException: Python worker exited unexpectedly (crashed)" },
      {
        text: "Job aborted due to stage failure: Task 12 in stage 4.0 failed 4 times, most recent failure: Lost task 12.3 in stage 4.0 (TID 88) (10.0.3.4 executor 2): org.apache.spark.SparkException: Python worker exited unexpectedly (crashed)",
      },
    ],
    nearMisses: [{ text: "org.apache.spark.SparkException: Python worker failed to connect back." }],
  },
  "spark/python-worker-connect": {
    examples: [
      { text: "org.apache.spark.SparkException: Python worker failed to connect back." },
      {
        text: 'java.io.IOException: Cannot run program "python3.11": error=2, No such file or directory',
        captures: { program: "python3.11" },
      },
    ],
    nearMisses: [{ text: "org.apache.spark.SparkException: Python worker exited unexpectedly (crashed)" }],
  },
  "spark/context-on-worker": {
    examples: [
      {
        text: "_pickle.PicklingError: Could not serialize object: RuntimeError: It appears that you are attempting to reference SparkContext from a broadcast variable, action, or transformation. SparkContext can only be used on the driver, not in code that it run on workers. For more information, see SPARK-5063.",
      },
      {
        text: "pyspark.errors.exceptions.base.PySparkRuntimeError: [CONTEXT_ONLY_VALID_ON_DRIVER] It appears that you are attempting to reference SparkContext from a broadcast variable, action, or transformation.",
      },
    ],
    nearMisses: [
      {
        text: "_pickle.PicklingError: Could not serialize object: TypeError: cannot pickle '_thread.RLock' object",
      },
    ],
  },
  "spark/not-serializable": {
    examples: [
      { text: "org.apache.spark.SparkException: Task not serializable" },
      {
        text: "_pickle.PicklingError: Could not serialize object: TypeError: cannot pickle '_thread.RLock' object",
        captures: { reason: "TypeError: cannot pickle '_thread.RLock' object" },
      },
      {
        text: "java.io.NotSerializableException: org.postgresql.jdbc.PgConnection",
        captures: { reason: "org.postgresql.jdbc.PgConnection" },
      },
    ],
    nearMisses: [{ text: "TypeError: Object of type Decimal is not JSON serializable" }],
  },
  "spark/session-stopped": {
    examples: [
      {
        text: "java.lang.IllegalStateException: Cannot call methods on a stopped SparkContext.\nThis stopped SparkContext was created at:\n\norg.apache.spark.api.java.JavaSparkContext.<init>(JavaSparkContext.scala:58)",
      },
      {
        text: "org.apache.spark.SparkException: Job 3 cancelled because SparkContext was shut down",
        captures: { job: "3" },
      },
    ],
    nearMisses: [{ text: "INFO SparkContext: Successfully stopped SparkContext" }],
  },
  "spark/connect-session": {
    examples: [
      {
        text: "pyspark.errors.exceptions.connect.SparkConnectGrpcException: [INVALID_HANDLE.SESSION_CLOSED] The handle 5b7c1f0e-1111-4c39-9b0a-5b1f8b6a3e2d is invalid. Session was closed.",
        captures: { reason: "SESSION_CLOSED" },
      },
      {
        text: "pyspark.errors.exceptions.connect.SparkConnectGrpcException: [INVALID_HANDLE.SESSION_CHANGED] The handle 5b7c1f0e-1111-4c39-9b0a-5b1f8b6a3e2d is invalid. The existing Spark server driver has restarted. Please reconnect.",
        captures: { reason: "SESSION_CHANGED" },
      },
    ],
    nearMisses: [
      { text: "sqlalchemy.exc.InvalidRequestError: This Session's transaction has been rolled back" },
    ],
  },
  "spark/connect-unreachable": {
    examples: [
      {
        text: 'pyspark.errors.exceptions.connect.SparkConnectGrpcException: <_MultiThreadedRendezvous of RPC that terminated with:\n\tstatus = StatusCode.UNAVAILABLE\n\tdetails = "failed to connect to all addresses; last error: UNKNOWN: ipv4:10.0.1.4:15002: Failed to connect to remote host: Connection refused"',
      },
      {
        text: "pyspark.errors.exceptions.connect.RetriesExceeded: [RETRIES_EXCEEDED] The maximum number of retries has been exceeded.",
      },
    ],
    nearMisses: [
      {
        text: "grpc._channel._InactiveRpcError: <_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.UNAVAILABLE",
      },
    ],
  },
  "spark/connect-unsupported": {
    examples: [
      {
        text: "pyspark.errors.exceptions.base.PySparkAttributeError: [JVM_ATTRIBUTE_NOT_SUPPORTED] Attribute `sparkContext` is not supported in Spark Connect as it depends on the JVM. If you need to use this attribute, do not use Spark Connect when creating your session.",
      },
      {
        text: "pyspark.errors.exceptions.base.PySparkAttributeError: [JVM_ATTRIBUTE_NOT_SUPPORTED] Directly accessing the underlying Spark driver JVM using the attribute '_jvm' is not supported on shared clusters.",
        captures: { attribute: "_jvm" },
      },
      {
        text: "pyspark.errors.exceptions.base.PySparkNotImplementedError: [NOT_IMPLEMENTED] rdd() is not implemented.",
        captures: { attribute: "rdd" },
      },
    ],
    nearMisses: [{ text: "NotImplementedError: rdd is not implemented" }],
  },
};

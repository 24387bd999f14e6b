import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dockerExamples: SignatureExamples = {
  "docker/daemon-unreachable": {
    examples: [
      {
        text: "docker.errors.DockerException: Error while fetching server API version: ('Connection aborted.', PermissionError(13, 'Permission denied'))",
      },
      {
        text: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
      },
    ],
    nearMisses: [
      { text: 'docker.errors.ImageNotFound: 404 Client Error: Not Found ("No such image: etl:1")' },
    ],
  },
  "docker/image-not-found": {
    examples: [
      {
        text: "docker.errors.ImageNotFound: 404 Client Error for http+docker://localhost/v1.43/images/create: Not Found (\"pull access denied for etl, repository does not exist or may require 'docker login'\")",
        captures: { image: "etl" },
      },
      {
        text: "Error response from daemon: manifest for example/etl:9 not found: manifest unknown",
        captures: { image: "example/etl:9" },
      },
    ],
    nearMisses: [{ text: "Error: No such container: etl" }],
  },
  "docker/container-failed": {
    examples: [
      {
        text: "airflow.providers.docker.exceptions.DockerContainerFailedException: Docker container failed: {'Error': None, 'StatusCode': 1}",
      },
    ],
    nearMisses: [
      { text: "airflow.exceptions.AirflowException: docker container failed: {'StatusCode': 137}" },
    ],
  },
  "docker/mount": {
    examples: [
      {
        text: 'docker.errors.APIError: 400 Client Error for http+docker://localhost/v1.43/containers/create: Bad Request ("invalid mount config for type "bind": bind source path does not exist: /tmp/airflowtmp1")',
        captures: { type: "bind" },
      },
    ],
    nearMisses: [{ text: "mounted /data at /mnt" }],
  },
  "docker/name-conflict": {
    examples: [
      {
        text: 'docker.errors.APIError: 409 Client Error: Conflict ("Conflict. The container name "/etl" is already in use by container "3f1c"")',
        captures: { name: "/etl" },
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 98] Address already in use" }, { text: "container name: etl" }],
  },
  "os/port-in-use": {
    examples: [
      { text: "OSError: [Errno 98] Address already in use" },
      {
        text: "docker: Error response from daemon: driver failed programming external connectivity on endpoint etl: Bind for 0.0.0.0:8080 failed: port is already allocated.",
        captures: { port: "8080" },
      },
    ],
    nearMisses: [
      {
        text: 'docker.errors.APIError: 409 Client Error: Conflict ("Conflict. The container name "/etl" is already in use by container "3f1c"")',
      },
    ],
  },
  "docker/socket-denied": {
    examples: [
      {
        text: "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get http://x/v1.24/info: dial unix /var/run/docker.sock: connect: permission denied",
        captures: { socket: "/var/run/docker.sock" },
      },
      {
        text: "java.net.BindException: Permission denied\n\tat com.github.dockerjava.transport.UnixSocket$WrappedSocket.connect(UnixSocket.java:77)",
      },
    ],
    nearMisses: [{ text: "java.net.BindException: Address already in use" }],
  },
};

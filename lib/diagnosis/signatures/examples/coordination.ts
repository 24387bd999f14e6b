import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const coordinationExamples: SignatureExamples = {
  "zookeeper/session-expired": {
    examples: [
      {
        text: "org.apache.zookeeper.KeeperException$SessionExpiredException: KeeperErrorCode = Session expired for /harbour/lock",
        captures: { path: "/harbour/lock" },
      },
      { text: "Unable to reconnect to ZooKeeper service, session 0x1000a41 has expired" },
    ],
    nearMisses: [{ text: "Your session expired, log in again" }],
  },
  "zookeeper/connection-lost": {
    examples: [
      {
        text: "org.apache.zookeeper.KeeperException$ConnectionLossException: KeeperErrorCode = ConnectionLoss for /brokers/ids",
        captures: { path: "/brokers/ids" },
      },
      {
        text: "Client session timed out, have not heard from server in 26671ms for sessionid 0x1000a41, closing socket connection and attempting reconnect",
        captures: { milliseconds: "26671" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.zookeeper.KeeperException$NodeExistsException: KeeperErrorCode = NodeExists for /brokers",
      },
    ],
  },
  "zookeeper/no-auth": {
    examples: [
      {
        text: "org.apache.zookeeper.KeeperException$NoAuthException: KeeperErrorCode = NoAuth for /config/crates",
        captures: { path: "/config/crates" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.zookeeper.KeeperException$NoNodeException: KeeperErrorCode = NoNode for /config/crates",
      },
    ],
  },
  "zookeeper/packet-too-large": {
    examples: [
      {
        text: "java.io.IOException: Packet len 1988231 is out of range! jute.maxbuffer=1048575",
        captures: { size: "1988231" },
      },
      { text: "java.io.IOException: Packet len4194553 is out of range!" },
    ],
    nearMisses: [{ text: "Value 1988231 is out of range for type smallint" }],
  },
  "zookeeper/server-config": {
    examples: [
      {
        text: "org.apache.zookeeper.server.quorum.QuorumPeerConfig$ConfigException: Error processing /conf/zoo.cfg Caused by: java.lang.IllegalArgumentException: /var/lib/zookeeper/myid file is missing",
        captures: { file: "/var/lib/zookeeper/myid" },
      },
      { text: "java.lang.RuntimeException: My id 4 not in the peer list", captures: { id: "4" } },
    ],
    nearMisses: [{ text: "ERROR: the manifest file is missing" }],
  },
  "zookeeper/leader-lost": {
    examples: [
      {
        text: "Exception when following the leader: java.io.EOFException, shutting down; entering LOOKING state",
      },
      { text: "java.io.IOException: ZooKeeperServer not running" },
    ],
    nearMisses: [{ text: "FOLLOWING - LEADER ELECTION TOOK - 27 MS" }],
  },
  "etcd/request-timeout": {
    examples: [
      {
        text: "Error from server: etcdserver: request timed out, possibly due to previous leader failure",
        captures: { reason: "possibly due to previous leader failure" },
      },
      {
        text: "rpc error: code = Unknown desc = etcdserver: leader changed",
        captures: { reason: "leader changed" },
      },
      { text: "lost leader 8e9e05c52164694d at term 41" },
    ],
    nearMisses: [{ text: "etcdserver: mvcc: database space exceeded" }],
  },
  "etcd/space-exceeded": {
    examples: [{ text: "Error: etcdserver: mvcc: database space exceeded" }],
    nearMisses: [{ text: "etcdserver: request timed out" }],
  },
  "kubernetes/leader-election-lost": {
    examples: [
      {
        text: "failed to renew lease kube-system/crate-operator: timed out waiting for the condition; leaderelection lost",
        captures: { lease: "kube-system/crate-operator" },
      },
      { text: 'E1204 10:00:00.000000 1 main.go:41] "leader election lost"' },
    ],
    nearMisses: [{ text: "successfully acquired lease kube-system/crate-operator" }],
  },
  "kubernetes/client-throttled": {
    examples: [
      {
        text: "client rate limiter Wait returned an error: rate: Wait(n=1) would exceed context deadline",
        captures: { reason: "rate: Wait(n=1) would exceed context deadline" },
      },
      {
        text: "Throttling request took 12.118s, request: GET:https://10.0.0.1/apis",
        captures: { wait: "12.118s" },
      },
    ],
    nearMisses: [
      {
        text: "An error occurred (ThrottlingException) when calling the GetShardIterator operation: Rate exceeded",
      },
    ],
  },
  "consul/no-leader": {
    examples: [{ text: 'agent: coordinate update error: error="No cluster leader"' }],
    nearMisses: [{ text: "consul: New leader elected: harbour-1" }],
  },
  "akka/ask-timeout": {
    examples: [
      {
        text: "akka.pattern.AskTimeoutException: Ask timed out on [Actor[akka://flink/user/rpc/dispatcher_1#-88]] after [10000 ms]. Message of type [org.apache.flink.runtime.rpc.messages.LocalFencedMessage].",
        captures: { actor: "Actor[akka://flink/user/rpc/dispatcher_1#-88]", milliseconds: "10000" },
      },
    ],
    nearMisses: [{ text: "java.util.concurrent.TimeoutException: Futures timed out after [300 seconds]" }],
  },
  "nfs/server-gone": {
    examples: [
      { text: "nfs: server nas-3 not responding, timed out", captures: { server: "nas-3" } },
      { text: "cat: /mnt/crates/day.csv: Stale file handle" },
    ],
    nearMisses: [{ text: "nfs: server nas-3 OK" }],
  },
};

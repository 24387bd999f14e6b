import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Apache NiFi: processors, controller services, repositories and the cluster. */
export const nifiSignatures: Signature[] = [
  {
    id: "nifi/table-not-found",
    title: "NiFi: target table does not exist",
    category: "warehouse_sql",
    alternatives: ["configuration", "schema_change", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Table (?<table>[\w.$"-]{1,200}) not found, ensure the Catalog, Schema, and\/or Table Names match/,
        /due to (?:[\w.$]{1,120}: )?Table (?<table>[\w.$"-]{1,200}) (?:was )?not found/,
      ],
    },
    rootCause: "The database connection of the NiFi processor sees no table `{table}`",
    explanation:
      "PutDatabaseRecord reads the table's columns before it writes. The table was dropped, renamed or never created, the catalog or schema property is wrong, or the login cannot see it. Names are compared as the database stores them, so upper and lower case matter.",
    checks: [
      "The table with the login and URL of the DBCPConnectionPool",
      "The Catalog, Schema and Table Name properties, and the FlowFile attributes they use",
    ],
    fixes: [
      "Create the table, or run the migration that creates it",
      "Correct `Schema Name` and `Table Name` of the processor, in the case that the database stores",
      "Grant the login access to the table's schema",
      "Replay the FlowFiles in the failure queue",
    ],
  },
  {
    id: "nifi/column-unmapped",
    title: "NiFi: record does not fit the table's columns",
    category: "schema_change",
    alternatives: ["data_quality", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot map (?:field|JSON field) '(?<field>[^'\n]{1,200})' to any column in the database/,
        /(?:Record|JSON) does not have a value for the Required column '(?<required>[^'\n]{1,200})'/,
      ],
    },
    rootCause:
      "The records and the table's columns differ:[[ field `{field}` has no column]][[ required column `{required}` has no value]]",
    explanation:
      "The processor matches the record's fields with the table's columns by name. The source has a new or renamed field, or the table was changed.",
    checks: ["The columns that the message lists, against a record in the failure queue"],
    fixes: [
      "Add the column to the table, or rename the field with UpdateRecord or JoltTransformRecord",
      "Set `Unmatched Field Behavior` to `Ignore Unmatched Fields` if the field is not wanted",
      "Replay the FlowFiles in the failure queue",
    ],
  },
  {
    id: "nifi/resource-missing",
    title: "NiFi: file of a property is missing",
    category: "configuration",
    alternatives: ["missing_dependency", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /'(?<property>[^'\n]{1,120})' validated against '(?<path>[^'\n]{1,300})' is invalid because The specified (?:resource|file)/,
      ],
      also: [/do(?:es)? not exist or could not be accessed|does not exist|is not (?:a file|readable)/],
    },
    rootCause:
      "The file `{path}` of the property `{property}` is missing or not readable, so the component cannot start",
    explanation:
      "NiFi validates a component before it runs; an invalid one keeps trying to start while its incoming queue fills up. The path must exist on each node, readable by the user that runs NiFi.",
    checks: [
      "`ls -l {path}` as the NiFi user on the node that reports it",
      "What the last deployment or rebuild of the node removed",
    ],
    fixes: [
      "Put `{path}` back on each node, readable by the NiFi user; the component then starts on its own",
      "Correct the property `{property}`",
      "Make the file part of the deployment or image",
    ],
  },
  {
    id: "nifi/service-disabled",
    title: "NiFi: controller service is not enabled",
    category: "configuration",
    alternatives: ["auth_permission", "network_timeout"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Controller Service (?:with (?:ID|identifier) )?(?<service>[\w-]{1,120})(?:\[[^\]\n]{0,120}\])? is (?:disabled|not enabled)/i,
        /Failed to invoke @OnEnabled method(?: of (?<service>[\w-]{1,120}))?/,
      ],
    },
    rootCause: "The controller service[[ `{service}`]] is not enabled, so what uses it cannot run",
    explanation:
      "Somebody disabled the service, or enabling it fails: a wrong password, a missing driver, an unreachable server. Components that refer to it stay invalid.",
    checks: ["The service's own bulletin or error, and who changed it last (flow configuration history)"],
    fixes: [
      "Fix the error that the service reports, then enable it together with its referencing components",
      "Enter sensitive properties again; exported flows do not carry them",
    ],
  },
  {
    id: "nifi/component-missing",
    title: "NiFi: processor type is not installed",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:Processor|Controller Service|Reporting Task) is of type (?<type>[\w.$]{1,200}), but this is not a valid/,
        /Missing (?:Processor|Controller Service)['"]? (?:validated|is invalid)/,
        /(?:Unable to find|Could not find|Multiple versions of) [^\n]{0,40}bundle[^\n]{0,80}(?<type>org\.apache\.nifi[\w.$-]{1,160})/,
      ],
    },
    rootCause: "The flow uses a component that this NiFi does not have[[: `{type}`]]",
    explanation:
      "Components come in NAR files. The NAR is missing on this node, has another version than the flow asks for, or was removed by a NiFi upgrade.",
    checks: ["The NAR files in `lib/` and `extensions/` of each node against the flow's bundle versions"],
    fixes: [
      "Copy the NAR to the node's `extensions/` directory and restart NiFi",
      "Use Change Version, or the processor that replaces it in this release",
    ],
  },
  {
    id: "nifi/component-invalid",
    title: "NiFi: component is invalid and does not start",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Validation State is INVALID: ?\[?(?<problem>[^\n\]]{3,240})/,
        /Cannot (?:start|enable) (?<component>[\w-]{1,120}\[id=[\w-]{1,60}\]) because it is (?:in an invalid state|not valid)/,
        /'(?<property>[^'\n]{1,120})' (?:validated against '[^'\n]{0,300}' )?is invalid because (?<reason>[^\n\]]{3,200})/,
      ],
    },
    rootCause:
      "A NiFi component has an invalid setting, so it cannot start[[: {problem}]][[: `{component}`]][[: `{property}`: {reason}]]",
    explanation:
      "NiFi checks a component's properties, relationships and services before it runs, and retries until they are valid. Its queue grows meanwhile.",
    checks: ["The validation messages on the component, in the UI or the log line above"],
    fixes: [
      "Correct the property that the message names",
      "Connect or terminate its unused relationships, and enable the services it needs",
    ],
  },
  {
    id: "nifi/content-repository-full",
    title: "NiFi: content repository is full",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unable to write (?:flowfile content )?to (?:content repository )?container (?<container>[\w-]{1,80}) due to archive file size constraints/,
        /ContentNotFound[^\n]{0,200}No space left on device/,
        /(?:content|flowfile|provenance)_repository[^\n]{0,200}No space left on device/,
      ],
    },
    rootCause:
      "The disk of NiFi's repository[[ container `{container}`]] is too full, so processors wait and write nothing",
    explanation:
      "Above `nifi.content.repository.archive.backpressure.percentage` NiFi stops writing until the archive shrinks. If nothing is left to remove, queued FlowFiles hold the space; a single small FlowFile keeps its whole claim.",
    checks: [
      "`df -h` for the repository directories",
      "The largest queues in the summary, also those that nobody empties",
    ],
    fixes: [
      "Empty or drain large queues, then let the archive be cleaned",
      "Give the content repository more or its own disk",
      "Lower `nifi.content.repository.archive.max.retention.period`, or raise `archive.backpressure.percentage` above `archive.max.usage.percentage`",
    ],
  },
  {
    id: "nifi/back-pressure",
    title: "NiFi: queue reached its back pressure threshold",
    category: "resource_exhausted",
    alternatives: ["configuration", "infrastructure"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Connection (?<connection>[^\n]{1,120}?) has reached back ?pressure threshold(?: \((?<threshold>[^)\n]{1,40})\))?/i,
        /back ?pressure (?:threshold|limit)[^\n]{0,40}(?:reached|exceeded)/i,
      ],
    },
    rootCause:
      "A queue[[ ({connection})]] is full[[ at {threshold}]]: the component behind it takes nothing or too little",
    explanation:
      "Back pressure only holds up what comes before. The component after the queue is stopped, invalid, failing or too slow.",
    checks: ["State and errors of the component after the queue"],
    fixes: [
      "Fix or start the component after the queue",
      "Raise its concurrent tasks if it is only slow",
      "Raise the threshold of the connection only for short peaks",
    ],
  },
  {
    id: "nifi/node-disconnected",
    title: "NiFi: node was disconnected from the cluster",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Have not received a heartbeat from node in (?<seconds>\d{1,6}) seconds/,
        /[Nn]ode (?<node>[\w.:-]{1,120})[^\n]{0,40} (?:was )?disconnected from (?:the )?cluster due to (?<reason>[^\n]{3,200})/,
        /Received disconnection request message from (?:cluster )?(?:manager|coordinator) with explanation: (?<reason>[^\n]{3,200})/,
      ],
      not: [/local flow is different/],
    },
    rootCause:
      "The cluster dropped a NiFi node[[ `{node}`]][[: no heartbeat for {seconds} seconds]][[: {reason}]]",
    explanation:
      "A node that sends no heartbeat for eight intervals is disconnected: long garbage collections, a full disk, an overloaded node or the network. It keeps its queued data, which waits until it is back.",
    checks: [
      "Garbage collection, CPU and disk of the node at that time",
      "ZooKeeper's state and the network between the nodes",
    ],
    fixes: [
      "Reconnect the node in the cluster dialog, or restart NiFi there",
      "Give the JVM more heap (`conf/bootstrap.conf`), or run fewer concurrent tasks",
      "Raise `nifi.cluster.protocol.heartbeat.interval` and `nifi.cluster.node.connection.timeout`",
    ],
  },
  {
    id: "nifi/flow-differs",
    title: "NiFi: node cannot join because its flow differs",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to connect node to cluster because (?<reason>(?:local flow|cluster flow|local)[^\n]{3,160})/,
        /UninheritableFlowException/,
      ],
    },
    rootCause:
      "The node cannot join the cluster[[: {reason}]], because its flow does not match the cluster's",
    explanation:
      "A node takes over the cluster's flow only if that loses no queued data and it has the same NAR files, authorizers and sensitive key.",
    checks: [
      "The difference that the exception names",
      "NAR files and `nifi.sensitive.props.key` of the nodes",
    ],
    fixes: [
      "Stop the node, move its `conf/flow.json.gz` and `conf/flow.xml.gz` away and start it, so that it takes the cluster's flow",
      "Use the same NAR files, `authorizers.xml` and sensitive key on each node",
    ],
  },
  {
    id: "nifi/repository-locked",
    title: "NiFi: repository is locked by another process",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The file is locked: nio:(?<file>[^\s[]{3,300})/,
        /(?:Unable to acquire|Could not obtain|Failed to obtain) lock (?:on|for) (?<file>[^\s]{0,200}(?:flowfile|content|provenance|database)_repository[^\s]{0,200})/,
        /Lock held by another program: (?<file>[^\s]{0,200}provenance_repository[^\s]{0,200})/,
      ],
    },
    rootCause: "Another process holds the lock on NiFi's `{file}`",
    explanation:
      "Two NiFi processes use the same directory: the earlier one did not stop, or two containers share a volume.",
    checks: ["`ps -ef` for a second NiFi on that machine, and the mounts of its volume"],
    fixes: [
      "Stop the earlier NiFi process, then start again",
      "Give each node its own volume; delete a left lock file only if nothing runs",
    ],
  },
  {
    id: "nifi/sensitive-key",
    title: "NiFi: sensitive properties cannot be decrypted",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /EncryptionException: Decryption Failed with Algorithm \[(?<algorithm>[^\]\n]{1,60})\]/,
        /There was a problem decrypting a sensitive flow configuration value/,
      ],
    },
    rootCause:
      "NiFi cannot decrypt the flow's passwords, because `nifi.sensitive.props.key` is not the key they were written with",
    explanation:
      "Sensitive properties in `flow.json.gz` are encrypted with the key in `nifi.properties`. The flow came from another installation, or the key was regenerated.",
    checks: [
      "`nifi.sensitive.props.key` and `nifi.sensitive.props.algorithm` against the installation that wrote the flow",
    ],
    fixes: [
      "Restore the former key in `nifi.properties`",
      "Change the key only with `nifi.sh set-sensitive-properties-key`, which encrypts the flow again",
    ],
  },
  {
    id: "nifi/schema-not-found",
    title: "NiFi: record schema not found",
    category: "configuration",
    alternatives: ["upstream_missing_data", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unable to find schema with name '(?<schema>[^'\n]{1,200})'/,
        /SchemaNotFoundException: (?<reason>[^\n]{3,200})/,
      ],
    },
    rootCause: "The record reader or writer found no schema[[ named `{schema}`]][[: {reason}]]",
    explanation:
      "The schema name usually comes from the FlowFile's `schema.name` attribute. The attribute is missing or misspelled, or the registry has no such schema.",
    checks: [
      "Attribute `schema.name` of a FlowFile in the failure queue, and the registry service's entries",
    ],
    fixes: [
      "Set `schema.name` with UpdateAttribute before the record processor",
      "Add the schema to the registry that the reader uses",
    ],
  },
  {
    id: "nifi/record-malformed",
    title: "NiFi: record cannot be read with its schema",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /MalformedRecordException: (?<reason>[^\n]{3,200})/,
        /Successfully parsed a JSON object from input but failed to convert into a Record object with the given schema/,
      ],
    },
    rootCause: "A FlowFile's content does not fit the reader's schema[[: {reason}]]",
    explanation:
      "The record reader parses each record with the schema it was given. A value has another type, a line has other columns, or the content is no such format.",
    checks: ["Content of a FlowFile in the failure queue against the schema"],
    fixes: [
      "Correct the schema, or use `Infer Schema`",
      "Send malformed files to a quarantine from the failure relationship and report them to the source",
    ],
  },
];

import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Java and Scala programs, JDBC from Python, Maven and Gradle builds. */
export const jdbcJavaSignatures: Signature[] = [
  {
    id: "jpype/jvm-missing",
    title: "No JVM for JayDeBeApi or JPype",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /JVMNotFoundException: No JVM shared library file \((?<library>[^)\n]{1,40})\) found/,
        /JVMNotSupportedException: (?<message>[^\n]{1,160})/,
      ],
    },
    rootCause: "Python finds no usable Java installation[[ (`{library}`)]][[: {message}]]",
    explanation:
      "JPype loads the JVM's library into the Python process and looks for it below `JAVA_HOME` and in the usual folders.",
    checks: [
      "Whether Java is installed in the image (`java -version`), and what `JAVA_HOME` says",
      "Whether Java and Python are both 64-bit and of one architecture",
    ],
    fixes: [
      "Install Java in the image (`apt-get install default-jre-headless`)",
      "Set `JAVA_HOME` to the folder that contains `lib/server/libjvm.so`",
    ],
  },
  {
    id: "jpype/jvm-started-twice",
    title: "JVM cannot be started again in this process",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /OSError: JVM (?:is already started|cannot be restarted)/,
        /JVMNotRunning: Java Virtual Machine is not running/,
      ],
    },
    rootCause: "The code starts the JVM a second time in one Python process, or uses it after it ended",
    explanation: "JPype can start one JVM per process, and never again after `shutdownJVM()`.",
    checks: [
      "Where the process calls `startJVM` and `shutdownJVM`, and whether a forked worker inherited a running JVM",
    ],
    fixes: [
      "Start it once: `if not jpype.isJVMStarted(): jpype.startJVM(…)`, and leave the shutdown to the end of the process",
      "Start workers with `spawn` instead of `fork`",
    ],
  },
  {
    id: "maven/artifact-missing",
    title: "Maven or Gradle dependency not resolved",
    category: "missing_dependency",
    alternatives: ["network_timeout", "configuration", "auth_permission"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Could not resolve dependencies for project (?<project>[\w.-]{1,80}:[\w.-]{1,80}:[\w.-]{1,40}:[\w.-]{1,60})/,
        /Could not find artifact (?<artifact>[\w.:-]{1,200})/,
        /> Could not (?:find|resolve) (?<artifact>[\w.-]{1,100}:[\w.-]{1,100}:[\w.+-]{1,60})/,
        /unresolved dependency: (?<artifact>[\w.-]{1,100}[#:][\w.-]{1,100};?[\w.:-]{0,60}): not found/,
        /Error downloading (?<artifact>[\w.-]{1,100}:[\w.-]{1,100}:[\w.+-]{1,60})/,
      ],
      names: [
        /(?:Could not find artifact|Failed to collect dependencies at|failed to transfer from \S{1,200} :) (?<artifact>[\w.:-]{1,200})/,
      ],
    },
    rootCause: "The dependency[[ `{artifact}`]] cannot be resolved[[ for `{project}`]]",
    explanation:
      "No configured repository has that version, a repository denies access, or it could not be reached; Maven remembers failures for a day.",
    checks: [
      "Whether the version exists in the repository, with that Scala suffix or classifier",
      "Mirrors and credentials in `settings.xml` or `build.gradle` on that machine",
    ],
    fixes: [
      "Correct the coordinates or publish the artifact",
      "Add the repository or its credentials",
      "Retry past the remembered failure: `mvn -U`, `gradle --refresh-dependencies`",
    ],
  },
];

import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const jdbcJavaExamples: SignatureExamples = {
  "jpype/jvm-missing": {
    examples: [
      {
        text: "jpype._jvmfinder.JVMNotFoundException: No JVM shared library file (libjvm.so) found. Try setting up the JAVA_HOME environment variable properly.",
        captures: { library: "libjvm.so" },
      },
    ],
    nearMisses: [{ text: "JAVA_HOME is not set" }],
  },
  "jpype/jvm-started-twice": {
    examples: [
      { text: "OSError: JVM is already started" },
      { text: "jpype._core.JVMNotRunning: Java Virtual Machine is not running" },
    ],
    nearMisses: [{ text: "RuntimeError: scheduler is already started" }],
  },
  "maven/artifact-missing": {
    examples: [
      {
        text: "[ERROR] Failed to execute goal on project harbour: Could not resolve dependencies for project com.acme:harbour:jar:1.4: Could not find artifact com.acme:crates:jar:2.0 in central",
        captures: { project: "com.acme:harbour:jar:1.4", artifact: "com.acme:crates:jar:2.0" },
      },
      { text: "> Could not find com.acme:crates:2.0.", captures: { artifact: "com.acme:crates:2.0" } },
    ],
    nearMisses: [{ text: "npm error 404 Not Found - GET https://registry.npmjs.org/harbour-crates" }],
  },
};

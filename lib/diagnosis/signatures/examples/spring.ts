import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const springExamples: SignatureExamples = {
  "spring/datasource": {
    examples: [
      {
        text: "APPLICATION FAILED TO START\n\nDescription:\n\nFailed to configure a DataSource: 'url' attribute is not specified and no embedded datasource could be configured.\n\nReason: Failed to determine a suitable driver class",
        captures: { attribute: "url" },
      },
    ],
    nearMisses: [{ text: "HikariPool-1 - Start completed." }],
  },
  "spring/placeholder": {
    examples: [
      {
        text: "Injection of autowired dependencies failed; nested exception is java.lang.IllegalArgumentException: Could not resolve placeholder 'harbour.jdbc.url' in value \"${harbour.jdbc.url}\"",
        captures: { setting: "harbour.jdbc.url" },
      },
    ],
    nearMisses: [{ text: "Could not resolve host: harbour" }],
  },
  "spring/bean-missing": {
    examples: [
      {
        text: "org.springframework.beans.factory.NoSuchBeanDefinitionException: No qualifying bean of type 'com.acme.CrateRepository' available: expected at least 1 bean which qualifies as autowire candidate",
        captures: { type: "com.acme.CrateRepository" },
      },
      {
        text: "Parameter 0 of constructor in com.acme.CrateJob required a single bean, but 2 were found:\n\t- first\nConsider defining a bean of type 'com.acme.Store' in your configuration.",
        captures: { type: "com.acme.Store", count: "2" },
      },
    ],
    nearMisses: [
      {
        text: "Unable to resolve service for type 'Harbour.ICrateStore' while attempting to activate 'Harbour.Job'.",
      },
    ],
  },
  "spring/bean-cycle": {
    examples: [
      {
        text: "The dependencies of some of the beans in the application context form a cycle:\n\n   crateService defined in file [CrateService.class]",
      },
      {
        text: "Error creating bean with name 'crateService': Requested bean is currently in creation: Is there an unresolvable circular reference?",
        captures: { bean: "crateService" },
      },
    ],
    nearMisses: [{ text: "ImportError: cannot import name 'crate' (most likely due to a circular import)" }],
  },
  "spring/remote-call": {
    examples: [
      {
        text: 'org.springframework.web.client.ResourceAccessException: I/O error on POST request for "http://pricing/api/quote": Unexpected end of file from server',
        captures: { url: "http://pricing/api/quote", reason: "Unexpected end of file from server" },
      },
    ],
    nearMisses: [
      {
        text: 'ResourceAccessException: I/O error on GET request for "https://pricing/api": PKIX path building failed',
      },
    ],
  },
  "resilience/not-permitted": {
    examples: [
      {
        text: "io.github.resilience4j.ratelimiter.RequestNotPermitted: RateLimiter 'fxApi' does not permit further calls",
        captures: { limiter: "fxApi" },
      },
    ],
    nearMisses: [{ text: "CircuitBreaker 'fxApi' is OPEN and does not permit further calls" }],
  },
  "resilience/circuit-open": {
    examples: [
      {
        text: "io.github.resilience4j.circuitbreaker.CallNotPermittedException: CircuitBreaker 'fxApi' is OPEN and does not permit further calls",
        captures: { breaker: "fxApi", state: "OPEN" },
      },
    ],
    nearMisses: [{ text: "RateLimiter 'fxApi' does not permit further calls" }],
  },
  "spring-batch/skip-limit": {
    examples: [
      {
        text: "org.springframework.batch.core.step.skip.SkipLimitExceededException: Skip limit of '25' exceeded",
        captures: { limit: "25" },
      },
    ],
    nearMisses: [{ text: "Rate limit of 25 exceeded" }],
  },
  "spring-batch/record-malformed": {
    examples: [
      {
        text: "org.springframework.batch.item.file.FlatFileParseException: Parsing error at line: 402 in resource=[file [/in/crates.dat]], input=[0091;;EUR]",
        captures: { line: "402" },
      },
      {
        text: "org.springframework.batch.item.file.transform.IncorrectTokenCountException: Incorrect number of tokens found in record: expected 12 actual 11",
        captures: { expected: "12", found: "11" },
      },
    ],
    nearMisses: [
      {
        text: "pandas.errors.ParserError: Error tokenizing data. C error: Expected 12 fields in line 4, saw 13",
      },
    ],
  },
  "spring-batch/input-missing": {
    examples: [
      {
        text: "java.lang.IllegalStateException: Input resource must exist (reader is in 'strict' mode): file [/data/in/crates-20240702.csv]",
        captures: { file: "file [/data/in/crates-20240702.csv]" },
      },
    ],
    nearMisses: [{ text: "Input resource does not exist file [/data/in/crates.csv]" }],
  },
  "spring-batch/already-complete": {
    examples: [
      {
        text: "org.springframework.batch.core.repository.JobInstanceAlreadyCompleteException: A job instance already exists and is complete for parameters={day=2024-01-01}.  If you want to run this job again, change the parameters.",
        captures: { parameters: "day=2024-01-01" },
      },
    ],
    nearMisses: [{ text: "DagRunAlreadyExists: A Dag Run already exists for dag id crates" }],
  },
};

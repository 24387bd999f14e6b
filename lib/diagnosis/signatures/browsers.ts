import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Driven browsers (Selenium, Playwright): the driver, the browser and the pages they read. */
export const browserSignatures: Signature[] = [
  {
    id: "browser/driver-missing",
    title: "Browser or its driver not installed",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /'(?<program>[\w.-]{3,40})' executable needs to be in PATH/,
        /Unable to (?:locate or )?obtain (?:the )?driver for (?<program>\w{4,20})/i,
        /cannot find (?<program>Chrome|Firefox|MSEdge) binary/,
        /Expected browser binary location, but unable to find binary/,
        /BrowserType\.launch: Executable doesn't exist at (?<program>\S{3,200})/,
      ],
    },
    rootCause: "The browser or its driver is not installed where the task runs[[: `{program}`]]",
    explanation:
      "Selenium and Playwright only steer a browser. The browser and, for Selenium, the driver that fits it must be in the image that runs the task.",
    checks: ["Whether the image that ran the task holds the browser and the driver"],
    fixes: [
      "Install browser and driver in the image (`playwright install --with-deps`, or the distribution's packages)",
      "Run the browser as a service of its own and connect to it remotely",
    ],
    docs: ["https://www.selenium.dev/documentation/webdriver/troubleshooting/errors/driver_location/"],
  },
  {
    id: "browser/driver-version",
    title: "Driver does not fit the browser's version",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /This version of (?<driver>[\w ]{3,40}) only supports (?<browser>[\w ]{3,30}) version (?<version>\d{1,4})/,
      ],
    },
    rootCause: "{driver} is for {browser} {version}, another version is installed",
    explanation:
      "A driver talks to one major version of its browser. When only one of the two was updated, no session starts.",
    checks: ["The versions of browser and driver in the image, and which of them is not pinned"],
    fixes: ["Pin both to one version, or let Selenium Manager choose the driver"],
  },
  {
    id: "browser/did-not-start",
    title: "Browser ended at its start or crashed",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted", "missing_dependency"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?:Chrome|Firefox|browser|MSEdge) failed to start: (?<how>exited abnormally|exited normally|crashed)/i,
        /DevToolsActivePort file doesn't exist/,
        /session deleted because of page crash|unknown error: (?:session deleted|tab crashed)|disconnected: not connected to DevTools/,
        /Target (?:page, context or browser has been closed|crashed)|Page crashed!/,
      ],
    },
    rootCause: "The browser did not stay alive[[: {how}]]",
    explanation:
      "In a container Chrome ends at once where it runs as root without `--no-sandbox`, and crashes where `/dev/shm` or memory is small.",
    checks: [
      "The flags the browser was started with, and the user it ran as",
      "Size of `/dev/shm` and the memory limit of the container",
    ],
    fixes: [
      "Start it with `--headless=new --no-sandbox --disable-dev-shm-usage`",
      "Give the container more shared memory (`--shm-size`)",
    ],
  },
  {
    id: "browser/element-missing",
    title: "The page has no such element",
    category: "schema_change",
    alternatives: ["code_bug", "upstream_missing_data", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /no such element: Unable to locate element: (?<element>[^\n]{2,200})/,
        /Unable to locate element: (?<element>[^\n]{2,200})/,
        /stale element reference/,
        /element click intercepted|element not interactable/,
        /Timeout \d{1,7}ms exceeded\.[^]{0,80}waiting for (?:locator|selector)/,
      ],
    },
    rootCause: "The page does not hold the element that is looked for[[: {element}]]",
    explanation:
      "The page's layout changed, it was read before it was complete, or another page came (a login, a consent form, a block).",
    checks: ["A screenshot or the HTML of the page at that moment", "Whether the site changed its layout"],
    fixes: ["Adapt the selector to the page as it is now", "Wait for the element before it is read"],
    docs: ["https://www.selenium.dev/documentation/webdriver/troubleshooting/errors/"],
  },
  {
    id: "browser/page-unreachable",
    title: "Browser could not reach the page",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /net::ERR_(?<reason>NAME_NOT_RESOLVED|CONNECTION_\w{3,20}|TIMED_OUT|INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE|NETWORK_\w{3,20}|EMPTY_RESPONSE|TUNNEL_\w{3,20}|PROXY_\w{3,30})/,
        /timeout: Timed out receiving message from renderer/,
        /Page\.goto: Timeout \d{1,7}ms exceeded/,
      ],
    },
    rootCause: "The browser could not load the page[[: {reason}]]",
    explanation: "The site did not answer, answered too slowly, or its name did not resolve.",
    checks: ["Whether the site answers from the machine that ran the task"],
    fixes: ["Try again with a pause; raise the page's time limit if the site is slow"],
  },
];

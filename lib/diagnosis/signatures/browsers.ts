import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Browser automation (Selenium, Playwright): the driver, the browser and the pages. */
export const browserSignatures: Signature[] = [
  {
    id: "browser/driver-missing",
    title: "Browser or driver not installed",
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
      "Selenium and Playwright only drive a browser. The browser, and for Selenium a matching driver, must be in the image that runs the task.",
    checks: ["Whether the image that ran the task has the browser and the driver"],
    fixes: [
      "Install the browser and the driver in the image (`playwright install --with-deps`, or the distribution's packages)",
      "Run the browser as a separate service and connect to it remotely",
    ],
    docs: ["https://www.selenium.dev/documentation/webdriver/troubleshooting/errors/driver_location/"],
  },
  {
    id: "browser/driver-version",
    title: "Driver does not match the browser version",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /This version of (?<driver>[\w ]{3,40}) only supports (?<browser>[\w ]{3,30}) version (?<version>\d{1,4})/,
      ],
      names: [/Current browser version is (?<installed>[\d.]{1,20})/],
    },
    rootCause:
      "{driver} only supports {browser} {version}, and another version is installed[[: {installed}]]",
    explanation:
      "A driver supports one major version of its browser. If only one of the two was updated, no session starts.",
    checks: ["The versions of browser and driver in the image, and which one is not pinned"],
    fixes: [
      "Install driver and browser of the same major version ({version}) in the image and pin both",
      "Or drop the bundled driver and let Selenium Manager (4.6 and later) fetch the matching one",
    ],
  },
  {
    id: "browser/did-not-start",
    title: "Browser failed to start or crashed",
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
      names: [/\b(?<name>Chrome|Firefox|MSEdge|chrome|firefox) failed to start/],
    },
    rootCause: "The browser[[ {name}]] failed to start or crashed[[: {how}]]",
    explanation:
      "In a container, Chrome exits right away when it runs as root without `--no-sandbox`, and crashes when `/dev/shm` or memory is too small.",
    checks: [
      "The flags the browser was started with, and the user it ran as",
      "Size of `/dev/shm`, and the container's memory limit",
    ],
    fixes: [
      "Start it with `--headless=new --no-sandbox --disable-dev-shm-usage`",
      "Give the container more shared memory (`--shm-size`)",
    ],
  },
  {
    id: "browser/element-missing",
    title: "Page element not found",
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
      names: [
        /waiting for (?:locator|selector)\(?["']?(?<element>[^\n]{2,160})/,
        /"selector":"(?<element>[^"\n]{1,160})"/,
      ],
    },
    rootCause: "The page does not have the expected element[[: {element}]]",
    explanation:
      "The page's layout changed, it was read before it finished loading, or a different page came up (a login, a consent form, a block).",
    checks: ["A screenshot or the HTML of the page at that moment", "Whether the site's layout changed"],
    fixes: ["Update the selector to match the page", "Wait for the element before reading it"],
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
      names: [/(?:net::ERR_\w{3,40} at|navigating to "?) ?"?(?<url>https?:\/\/[^\s"']{3,300})/],
    },
    rootCause: "The browser could not load the page[[ {url}]][[: {reason}]]",
    explanation: "The site did not respond, responded too slowly, or its name did not resolve.",
    checks: ["Whether the site is reachable from the machine that ran the task"],
    fixes: [
      "Open the page from the same machine (`curl -I URL`) and run the task again once it answers",
      "Raise the page timeout if the site is slow, and retry with a delay",
    ],
  },
];

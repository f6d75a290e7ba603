/** Options that several commands know, each before the environment variable of its setting. */
export const settingOptions = {
  definition: {
    type: "string",
    short: "d",
    value: "<file>",
    help: "what the table's columns are; default: <table>.dataset.json beside the table that is named, else the sample's",
    setting: "CHURN_DATASET",
    isPath: true
  },
  out: {type: "string", short: "o", value: "<folder>", help: "the site; default dist", setting: "CHURN_OUTPUT", isPath: true},
  home: {
    type: "string",
    value: "<folder>",
    help: "what is kept between runs; default .churnbook",
    setting: "CHURN_HOME",
    isPath: true
  },
  base: {
    type: "string",
    value: "<path>",
    help: "the path below which readers find the site, such as /churnbook/; default /",
    setting: "CHURN_BASE"
  },
  history: {
    type: "string",
    value: "<site>",
    help: "the published site, or its folder, whose history of builds goes on beside that of --out",
    setting: "CHURN_HISTORY"
  },
  port: {type: "string", value: "<n>", help: "where it is served; default 3000", setting: "PORT"},
  host: {type: "string", value: "<address>", help: "to whom it is served; default 127.0.0.1, this machine alone", setting: "HOST"},
  workers: {type: "string", value: "<n>", help: "threads for trials; default: one per core", setting: "CHURN_WORKERS"}
} as const;

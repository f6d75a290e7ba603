import type {KnipConfig} from "knip";

/** What starts from outside the code. Whatever nobody reaches from there, and every export without an importer, fails the check. */
const config: KnipConfig = {
  entry: [
    "data-loaders/{main,cli,book.zip,tracking.json}.ts",
    "data-loaders/sample/{fit,write}.ts",
    "data-loaders/serve/standalone.ts",
    "data-loaders/jobs/*.ts", // started by their address, as the workers are
    "data-loaders/{flow/worker,score/blockWorker}.js",
    "lib/fit/learners/*.ts", // loaded by name
    "lib/serve/fetchHandler.ts",
    "observablehq.config.ts",
    "src/*.md",
    "src/**/*.{zip,js,gz}.ts",
    "src/api/*.ts",
    "src/components/shell/shell.ts",
    "bench/*.ts",
    "test/**/*.test.ts"
  ],
  project: ["lib/**/*.{ts,js}", "data-loaders/**/*.{ts,js}", "src/**/*.{ts,md}", "test/**/*.ts", "bench/**/*.ts"],
  include: ["files", "dependencies", "exports", "types", "duplicates"],
  ignoreExportsUsedInFile: {interface: true, type: true}, // a function's options and answer are named for whoever reads it
  ignoreDependencies: ["@observablehq/framework", "@fontsource-variable/inter", "@fontsource-variable/newsreader"], // found by their paths
  compilers: {md: (page: string) => [...page.matchAll(/^```js[^\n]*\n([\s\S]*?)^```/gm)].map(([, cell]) => cell).join("\n")}
};

export default config;

import type {KnipConfig} from "knip";

/**
 * What starts from outside the code (of the product where a mark `!` says so). Whatever nobody reaches from there, and every
 * export without an importer, fails the check. `knip --production` looks at the product alone: an export that only tests and
 * benches import serves no reader.
 */
export default ({production = false}: {production?: boolean}): KnipConfig => ({
  entry: [
    "data-loaders/{cli,book.zip,tracking.json}.ts!",
    "data-loaders/sample/{fit,write}.ts!",
    "data-loaders/serve/standalone.ts!",
    "data-loaders/jobs/*.ts!", // started by their address, as the workers are
    "data-loaders/{warm,flow/worker,site/frameworkBuild}.js!",
    "lib/fit/learners/*.ts!", // loaded by name
    "lib/serve/fetchHandler.ts!",
    "observablehq.config.ts!",
    "src/*.md!",
    "src/**/*.{zip,js,gz}.ts!",
    "src/api/*.ts!",
    "src/singleFile/{boot,stdlib,sqlBox}.ts!", // bundled by their paths into a book that is one file
    "src/components/shell/shell.ts!",
    "bin/compile.ts",
    "bench/*.ts",
    "test/**/*.test.ts"
  ],
  project: ["lib/**/*.{ts,js}!", "data-loaders/**/*.{ts,js}!", "src/**/*.{ts,md}!", "test/**/*.ts", "bench/**/*.ts"],
  include: production ? ["exports"] : ["files", "dependencies", "exports", "types", "duplicates"],
  ignoreExportsUsedInFile: production || {interface: true, type: true}, // a function's options and answer are named for whoever reads it
  ignoreDependencies: [
    ...["@observablehq/framework", "@fontsource-variable/inter", "@fontsource-variable/newsreader"], // found by their paths
    ...["@uwdata/flechette", "rollup"] // named to hold a version of what others need, whose newest cannot be installed everywhere
  ],
  compilers: {md: (page: string) => [...page.matchAll(/^```js[^\n]*\n([\s\S]*?)^```/gm)].map(([, cell]) => cell).join("\n")}
});

import js from "@eslint/js";
import tseslint from "typescript-eslint";
import {churnbook} from "./eslint.rules.js";

/** Size habits warn (the check fails on warnings, so a larger piece needs a reason beside it). */
const sizes = {
  "max-lines": ["warn", {max: 250, skipBlankLines: true, skipComments: true}],
  "max-lines-per-function": ["warn", {max: 60, skipBlankLines: true, skipComments: true}],
  "max-params": ["warn", 4]
};

/**
 * A list spread into arguments throws beyond some 100,000 items ("Maximum call stack size exceeded"): tables have more rows.
 * What is spread must be known to be short: a literal, a call on one, or a name that a reason stands beside.
 */
const noRowsAsArguments = {
  "no-restricted-syntax": [
    "error",
    {
      selector: ":matches(CallExpression, NewExpression) > SpreadElement:not([argument.type='ArrayExpression'])",
      message:
        "Do not spread a list into arguments: beyond some 100,000 items it throws. Use a loop, concat, flat or d3-array; or say beside it why the list is short."
    }
  ]
};

/** A book in one file has its pages in the hash and its files in itself: only the address knows where a page stands. */
const message = "Ask the address of the page (src/components/ui/address.ts): in a book that is one file this means something else.";
const throughTheAddress = {
  "no-restricted-globals": ["error", ...["location", "history", "fetch"].map((name) => ({name, message}))],
  "no-restricted-properties": [
    "error",
    ...["window", "document", "globalThis", "self"].flatMap((object) =>
      ["location", "history", "fetch", "baseURI", "URL"].map((property) => ({object, property, message}))
    )
  ]
};

export default tseslint.config(
  {ignores: ["dist/", "compiled/", ".churnbook/", "src/.observablehq/", "src/lib/", "src/data/", "node_modules/", "test/output/"]},
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      ...sizes,
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": "off" // tsc sees to it, which has looked at every name anyway
    }
  },
  {
    files: ["lib/**/*.ts", "data-loaders/**/*.ts", "src/**/*.ts"],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    plugins: {churnbook},
    rules: {"churnbook/no-foreign-names": "error"}
  },
  {files: ["lib/**", "data-loaders/**"], rules: noRowsAsArguments},
  {files: ["src/components/**"], ignores: ["src/components/ui/address.ts"], rules: throughTheAddress},
  {files: ["src/components/**"], rules: {"max-lines-per-function": ["warn", {max: 80, skipBlankLines: true, skipComments: true}]}},
  {
    files: ["test/**", "bench/**"],
    rules: {"max-lines-per-function": "off", "max-lines": ["warn", {max: 400, skipBlankLines: true, skipComments: true}]}
  },
  {files: ["**/*.js", "**/*.mjs"], languageOptions: {globals: {process: "readonly", console: "readonly"}}}
);

import type {Registry} from "../../../lib/book/registry.js";

/** A version's aliases, as other programs ask for them: "@champion"; empty where it has none. */
export function aliasOf({aliases}: Pick<Registry, "aliases">, name: string): string {
  return [name === aliases.champion ? "@champion" : null, name === aliases.challenger ? "@challenger" : null].filter(Boolean).join(" ");
}

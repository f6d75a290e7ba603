import {complain, someOf} from "./check.js";

/**
 * A dictionary whose names the code itself lists: metrics, parameters of a learner, file endings. Read it as any object.
 *
 * Names that come from a table, a definition or an address are another matter: `byName[name]` finds “constructor” in every
 * object, and `byName[name] = x` loses “__proto__”. Such a dictionary is a Map, or a Record that is read by
 * {@link findNamed} and {@link getNamed} and made by `Object.fromEntries` or `{...byName, [name]: x}`. The check
 * of foreign names (test/support/foreignNames.ts) knows no other way.
 */
export interface Listed<T> {
  [name: string]: T;
}

/** What a dictionary holds under a name of somebody else's; undefined if nothing. */
export function findNamed<T>(byName: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(byName, name) ? byName[name] : undefined; // foreign name: its own, as was asked
}

/**
 * What a dictionary holds under a name of somebody else's.
 *
 * @throws if it holds nothing
 */
export function getNamed<T>(byName: Readonly<Record<string, T>>, name: string): T {
  if (!Object.hasOwn(byName, name))
    throw complain({where: "getNamed", rule: `there must be an entry “${name}”`, got: someOf(Object.keys(byName), 20)});
  return byName[name]; // foreign name: its own, as was asked
}

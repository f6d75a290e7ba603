import type {BuildRecord} from "../book/history.js";
import type {Change} from "./changes.js";
import {findNamed} from "../named.js";
import {change} from "./changes.js";

/** What decides a result and is said otherwise than before; empty: nothing. */
export function compareDefinitions(before: BuildRecord, after: BuildRecord): Change[] {
  const [old, now] = [before.definition, after.definition];
  const inputs = [old, now].map((d) => new Map(d.inputs.map((input) => [input.name, input])));
  const names = [...new Set([...old.inputs, ...now.inputs].map(({name}) => name))];
  const keys = [...new Set([...Object.keys(old.protocol), ...Object.keys(now.protocol)])];
  const lines = [
    change(
      "What counts as churned",
      [old, now].map(({label}) => `${label.column} = ${label.churned}`)
    ),
    ...names.map((name) =>
      change(
        `Input ${inputs[1].get(name)?.title ?? inputs[0].get(name)?.title ?? name}`,
        inputs.map((d) => {
          const input = d.get(name);
          return input === undefined ? "not there" : [input.kind, ...(input.unit === null ? [] : [`in ${input.unit}`])].join(" ");
        })
      )
    ),
    ...keys.map((key) =>
      change(
        `protocol.${key}`,
        [old, now].map(({protocol}) => findNamed(protocol, key) ?? "not said")
      )
    ),
    change(
      "Churnbook",
      [before, after].map(({program}) => program)
    )
  ].filter(({verdict}) => verdict === "changed");
  return lines.length === 0 && old.hash !== now.hash ? [change("Ranges, checks or rules of reading", ["as they were", "others"])] : lines;
}

/** What a definition calls things: no result rests on it, so that two builds compare all the same. */
export function compareNames(before: BuildRecord, after: BuildRecord): Change[] {
  const [old, now] = [before, after].map(({definition}) => new Map(definition.inputs.map(({name, title}) => [name, title])));
  return [
    change(
      "Title",
      [before, after].map(({title}) => title)
    ),
    change(
      "What a row is called",
      [before, after].map(({unit}) => `${unit.singular}, ${unit.plural}`)
    ),
    ...[...now].map(([name, title]) => change(`Title of ${name}`, [old.get(name) ?? title, title]))
  ].filter(({verdict}) => verdict === "changed");
}

/** What one case measured, as a part of `RESULTS.md` under the case's name. */
export interface Section {
  name: string;
  text: string;
}

/**
 * The results with the sections of the cases that were run in place of those that stood there, in the order of all cases. What was
 * measured of other cases stays, each with the machine and the state that it was measured on.
 *
 * @param text the results as they stand; what is above the first section is written anew
 * @param head what stands above the sections
 * @param order the names of all cases; a section of a case that is no more is dropped
 */
export function replaceSections(text: string, found: readonly Section[], {head, order}: {head: string; order: readonly string[]}): string {
  const sections = new Map(readSections(text).map(({name, text}) => [name, text]));
  for (const {name, text} of found) sections.set(name, text);
  const kept = order.flatMap((name) => {
    const own = sections.get(name);
    return own === undefined ? [] : [`## ${name}\n\n${own.trim()}\n`];
  });
  return [`${head.trim()}\n`, ...kept].join("\n");
}

function readSections(text: string): Section[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [name, ...lines] = part.split("\n");
      return {name: name.trim(), text: lines.join("\n")};
    });
}

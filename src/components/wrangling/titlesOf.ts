import type {DatasetBook} from "../../lib/book/dataset.js";

/** From a column's name to its title in plain words. */
export function titlesOf({definition}: DatasetBook): (input: string) => string {
  const titles = new Map(definition.inputs.map(({name, title}) => [name, title]));
  return (input) => titles.get(input) ?? input;
}

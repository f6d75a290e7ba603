import type {DefaultTreeAdapterTypes} from "parse5";

export type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

/** All elements, in the order of the document. */
export function* elementsOf(node: Node): Generator<Element> {
  if ("tagName" in node) yield node;
  if ("childNodes" in node) for (const child of node.childNodes) yield* elementsOf(child);
}

/** An attribute's value; undefined: the element has none of that name. */
export function attributeOf({attrs}: Element, name: string): string | undefined {
  return attrs.find((d) => d.name === name)?.value;
}

/** Sets an attribute, or removes it where the value is null. */
export function setAttribute(element: Element, name: string, value: string | null): void {
  element.attrs = element.attrs.filter((d) => d.name !== name);
  if (value !== null) element.attrs.push({name, value});
}

/** All text within, scripts and styles included. */
export function textOf(node: Node | undefined): string {
  if (!node) return "";
  return "value" in node ? node.value : "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

/** Text as it stands in HTML, in attributes too. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Takes elements out, with all that is in them. */
export function removeElements(from: Element, isOut: (element: Element) => boolean): void {
  from.childNodes = from.childNodes.filter((node) => !("tagName" in node) || !isOut(node));
  for (const node of from.childNodes) if ("tagName" in node) removeElements(node, isOut);
}

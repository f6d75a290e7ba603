/** What may stand inside an element; null and false are left out. */
export type Child = Node | string | number | null | undefined | false;

/** Attributes by name, `class` included; null, undefined and false are left out, true becomes an empty attribute. */
export type Attributes = Record<string, string | number | boolean | null | undefined>;

/**
 * Makes an HTML element.
 *
 * @example el("p", {class: "note"}, "Hello")
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  setAttributes(node, attributes);
  node.append(...children.flat().filter(isShown).map(asNode));
  return node;
}

/** Makes an SVG element; as {@link el}. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Child | Child[])[]
): SVGElementTagNameMap[K] {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(node, attributes);
  node.append(...children.flat().filter(isShown).map(asNode));
  return node;
}

/** Sets or removes attributes, by the rules of {@link Attributes}. */
export function setAttributes(node: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    const text = value === true ? "" : String(value);
    if (value === null || value === undefined || value === false) node.removeAttribute(name);
    else if (node.getAttribute(name) !== text) node.setAttribute(name, text); // the same again would style the node anew
  }
}

let lastId = 0;

/** An id that no other element of this page has. @example uniqueId("figure") // "figure-3" */
export function uniqueId(stem: string): string {
  lastId += 1;
  return `${stem}-${lastId}`;
}

function isShown(child: Child): child is Node | string | number {
  return child !== null && child !== undefined && child !== false;
}

function asNode(child: Node | string | number): Node | string {
  return typeof child === "number" ? String(child) : child;
}

/**
 * Writes text into an element. The same text again would cost a layout, and is left alone; other text goes into the text node that
 * stands there, since a node that comes or goes makes the browser ask every `:has()` of the styles anew.
 */
export function setText(node: Element, text: string): void {
  const only = node.childNodes.length === 1 ? node.firstChild : null;
  if (!(only instanceof Text)) node.textContent = text;
  else if (only.data !== text) only.data = text;
}

/** Hides an element, or shows it; what is so already is left alone, since the attribute set again would style it anew. */
export function setHidden(node: Element, isHidden: boolean): void {
  node.toggleAttribute("hidden", isHidden);
}

/** A piece of a page that shows a state; `show` updates it in place. */
export interface Part<State> {
  element: HTMLElement;
  show(state: State): void;
}

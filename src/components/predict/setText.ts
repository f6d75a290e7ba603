/** Writes text into an element; the same text again would cost a layout, and so is left alone. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

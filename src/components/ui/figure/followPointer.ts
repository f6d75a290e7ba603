/**
 * Reads what a pointer points at: a mouse that moves over the target, a finger that taps on it. It goes when the mouse
 * leaves, on Escape, and on a press anywhere else, so that only one is ever shown.
 *
 * @param find what lies under the pointer; -1 is nothing
 * @param show -1: nothing any more
 */
export function followPointer(target: HTMLElement, find: (event: MouseEvent) => number, show: (at: number) => void): void {
  let shown: AbortController | null = null;
  const dismiss = (): void => {
    if (!shown) return;
    shown.abort();
    shown = null;
    show(-1);
  };
  const point = (event: MouseEvent): void => {
    const at = find(event);
    if (at < 0) return dismiss();
    show(at);
    if (shown) return;
    shown = new AbortController();
    const {signal} = shown;
    document.addEventListener("keydown", ({key}) => key === "Escape" && dismiss(), {signal});
    document.addEventListener("pointerdown", (press) => !target.contains(press.target as Node) && dismiss(), {signal});
  };
  // a finger on its way is scrolling; one that taps clicks
  target.addEventListener("pointermove", (event) => event.pointerType !== "touch" && point(event));
  target.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && dismiss());
  target.addEventListener("click", point);
}

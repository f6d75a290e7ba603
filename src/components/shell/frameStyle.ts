/** The look of a figure that stands alone; by itself, because readers of whole pages need none of it. */
export const frameStyle = `
[data-framed="figure"] body { container-type: inline-size; padding: 1rem; }
[data-framed="figure"] body:not([data-around]) > :not(.embed-foot, .embed-absent),
[data-around] > :not([data-around], [data-alone], .embed-foot, .embed-absent) { display: none !important; }
[data-around]:not(body) { display: contents !important; }
[data-alone] { border: 0 !important; padding: 0 !important; margin: 0 !important; }
.embed-foot { margin-top: 0.75rem; font: 400 0.8125rem/1.4 var(--sans); color: var(--muted); }
.embed-foot p { margin: 0 0 0.5rem; max-width: none; }
.embed-foot .line-panel { position: static; width: auto; box-shadow: none; margin-top: 0.5rem; }
.embed-refused, .embed-absent { padding: 1rem; font: 400 1rem/1.5 var(--sans); }
`;

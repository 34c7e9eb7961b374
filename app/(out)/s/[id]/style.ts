/** What the pages of a link add to the style sheet of what is published. */
export const style = `
[hidden]{display:none}
.brand{font:600 1.0625rem/1.5rem var(--serif);margin:0 0 1.5rem}
.gate{max-width:24rem;padding-block:14vh 4rem}
.gate h1{font-size:1.75rem;margin-bottom:.5rem}
.gate form{display:grid;gap:1rem;margin-top:1.5rem}
.gate label{font-weight:600;font-size:.875rem}
.gate .small{margin:0 0 .25rem}
.gate input{width:100%;min-height:2.75rem;padding:0 .75rem;border:1px solid var(--control);border-radius:4px;background:var(--canvas);color:inherit;font:inherit}
.gate button{justify-self:start;min-height:2.75rem;padding:0 1.25rem;font:600 .9375rem/1 inherit;font-family:inherit;cursor:pointer}
.wrong{margin:0;padding:.5rem .75rem;border-left:3px solid light-dark(#a3231a,#ff9d94);background:var(--sunk)}
.wrong:empty{display:none}
.link .read{max-width:56rem;padding-block:1.5rem 4rem}
.link .read .brand{margin:0 0 .75rem}
.parts{list-style:none;margin:1.5rem 0 0;padding:.75rem 0;border-block:1px solid var(--rule);display:grid;gap:.75rem;font-size:.875rem;line-height:1.25rem}
.parts span{display:block}
.parts code{font-size:.75rem}
.link figure{margin-top:1.75rem}
.link figcaption{padding:.375rem 0 0;flex-wrap:wrap;justify-content:space-between;gap:.125rem 1rem}
.mark{fill:#ffccc7;mix-blend-mode:multiply;pointer-events:none;user-select:none;print-color-adjust:exact}
.pager{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin-top:2rem}
.pager .btn{min-height:2.75rem}
@media print{.link figure{break-inside:avoid}.link .pager{display:none}.link .sheet{width:100%}}
`

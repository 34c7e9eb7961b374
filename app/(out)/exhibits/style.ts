/** The style sheet of what is published; the same tokens as app/globals.css, without a file that could move. */
export const style = `
:root{color-scheme:light dark;--canvas:light-dark(#fff,#141412);--ink:light-dark(#1b1a17,#eceae4);--muted:light-dark(#57534a,#b3afa5);--rule:light-dark(#e3e0d9,#302e2a);--control:light-dark(#8a867c,#7d796f);--accent:light-dark(#1f4e8c,#8db8f0);--on:light-dark(#fff,#141412);--sunk:light-dark(#f7f6f3,#1c1b19);
--serif:"Newsreader","Iowan Old Style",Palatino,"Palatino Linotype",P052,Georgia,serif;--mono:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;background:var(--canvas);text-size-adjust:100%}
body{margin:0;color:var(--ink);font:400 1rem/1.625rem -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
a{color:var(--accent);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
h1,h2{font-family:var(--serif);font-weight:400;margin:0}
h1{font-size:clamp(1.875rem,5vw,2.625rem);line-height:1.15;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1.5rem;line-height:2rem}
p{margin:.5rem 0 0;max-width:44rem}
.mast{border-bottom:1px solid var(--ink)}
.mast div,main,footer div{max-width:69.5rem;margin:0 auto;padding:0 1.25rem}
.mast div{display:flex;gap:.75rem;align-items:baseline;padding-block:.75rem}
.mast b{font:600 1.25rem/1.75rem var(--serif)}
.small,.kicker,figcaption{font-size:.8125rem;line-height:1.25rem;color:var(--muted)}
.kicker{display:flex;flex-wrap:wrap;gap:.25rem .75rem;margin:2rem 0 .5rem}
.tag{border:1px solid var(--control);border-radius:3px;padding:0 .25rem}
.top{display:grid;gap:2rem 3rem}
.dek{font:400 1.1875rem/1.75rem var(--serif);color:var(--muted);margin-top:.75rem}
.note-up{border-left:3px solid var(--ink);padding-left:1rem;margin-top:1.25rem;max-width:40rem}
.top h2{margin-top:2rem}
.about{white-space:pre-line}
.btns{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:1rem}
.btn{display:inline-flex;align-items:center;min-height:2.25rem;padding:0 .75rem;border:1px solid var(--control);border-radius:4px;color:var(--ink);text-decoration:none;font-size:.875rem}
.btn.pri{background:var(--accent);border-color:var(--accent);color:var(--on)}
table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.25rem;align-self:start}
caption{text-align:left;font-weight:600;padding-bottom:.5rem}
th,td{text-align:left;vertical-align:top;font-weight:400;padding:.375rem .5rem .375rem 0;border-top:1px solid var(--rule)}
th{color:var(--muted);width:6.5rem}
tr:last-child>*{border-bottom:1px solid var(--rule)}
code{font:.8125rem/1.25rem var(--mono);overflow-wrap:anywhere}
.muted{color:var(--muted)}
.pages{margin-top:2.5rem;display:grid;gap:2.5rem}
.row{display:grid;gap:1rem 3rem}
figure{margin:0;min-width:0}
figcaption{display:flex;gap:.75rem;padding-bottom:.375rem}
figcaption a{font-weight:600;text-decoration:none}
figcaption .end{margin-left:auto}
.sheet{position:relative;border:1px solid var(--control);background:#fff;line-height:0}
.sheet img{width:100%;height:auto;display:block}
.sheet svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible;line-height:1}
.sheet svg text{white-space:pre;font-family:"Liberation Sans",Arial,sans-serif}
.w{fill:transparent}
.w::selection,.w ::selection{background:#1f4e8c55}
.label{fill:#fff;user-select:none;pointer-events:none}
.lit{fill:#ffe58a;mix-blend-mode:multiply}
.num{fill:#1b1a17}
.n{fill:#fff;font-weight:600;text-anchor:middle}
.callouts{list-style:none;margin:0;padding:0;display:grid;gap:1rem;align-content:start;font-size:.875rem;line-height:1.375rem}
.callouts li{display:grid;grid-template-columns:1.5rem 1fr;gap:.5rem}
.callouts li>a{display:grid;place-items:center;width:1.375rem;height:1.375rem;border-radius:999px;background:var(--ink);color:var(--canvas);font-size:.75rem;font-weight:600;text-decoration:none}
li:target,.note-up:target{background:light-dark(#fff1d6,#3a2a0b)}
.sec{margin-top:3rem}
.tl,.checks{margin:.75rem 0 0;padding:0;list-style:none;display:grid;gap:.375rem;max-width:44rem}
.tl li{display:grid;grid-template-columns:9rem 1fr;gap:.75rem}
.tl time{color:var(--muted)}
.checks li{display:grid;grid-template-columns:1.25rem 1fr;gap:.5rem}
.checks .tick{color:light-dark(#1d6136,#9ad6ae)}
pre{font:.8125rem/1.25rem var(--mono);white-space:pre-wrap;background:var(--sunk);border:1px solid var(--rule);border-radius:4px;padding:.75rem;max-width:44rem;user-select:all;overflow-wrap:anywhere}
footer{border-top:1px solid var(--rule);margin-top:4rem;padding:1rem 0 2.5rem;font-size:.8125rem;color:var(--muted)}
.lost{padding-block:12vh}
.lost p{max-width:36rem}
.paper{display:none}
@media (width>=60rem){.top,.row{grid-template-columns:minmax(0,1fr) 18.5rem}.top table{margin-top:2rem}}
.framed header{height:40px;display:flex;gap:.75rem;align-items:center;padding:0 .75rem;border-bottom:1px solid var(--rule);font-size:.8125rem;white-space:nowrap;overflow:hidden}
.framed header b{font:600 .9375rem var(--serif)}
.framed header h1{font:inherit;text-wrap:nowrap;letter-spacing:0;overflow:hidden;text-overflow:ellipsis;min-width:0}
.framed header a{margin-left:auto;flex:none}
.framed main{padding:.75rem;max-width:none;display:grid;gap:1rem}
.framed .lost{padding-block:2rem}
.crop{width:100%;max-width:44rem;height:auto;border:1px solid var(--control);background:#fff;display:block}
blockquote{margin:0;font:400 1.125rem/1.625rem var(--serif);max-width:44rem}
@media print{
:root{color-scheme:light}
.btns,#embed,.mast a{display:none}
.paper{display:block}
.top{grid-template-columns:1fr}
.row{break-before:page}
.sheet{width:82%;break-inside:avoid}
.row{display:block}
.sec{break-inside:avoid;margin-top:18pt}
h2{break-after:avoid}
.callouts li{break-inside:avoid}
.callouts li>a,.btn.pri{print-color-adjust:exact}
.callouts{margin-top:6pt}
body{font-size:10pt;line-height:14pt}
}
`

/** The widget's look. A page sets the colours by custom properties on the element; nothing else gets in. */
export const STYLES = `
:host {
  all: initial; display: block;
  --c: var(--avhoppar-color, #17415a); --on-c: var(--avhoppar-on-color, #fff);
  --bg: var(--avhoppar-background, #fff); --fg: var(--avhoppar-text, #1b1b1b);
  --soft: var(--avhoppar-soft, #eef3f6); --line: #6b7780; --danger: #b3261e;
  font: 1rem/1.5 system-ui, sans-serif; color: var(--fg); color-scheme: light;
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.chat { display: flex; flex-direction: column; height: min(42rem, 92vh); min-height: 24rem; background: var(--bg);
  border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; }
.top { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; justify-content: space-between;
  background: var(--c); color: var(--on-c); padding: .5rem .75rem; }
h2 { font-size: 1.0625rem; line-height: 1.3; margin: 0; flex: 1 1 10rem; }
button { font: inherit; cursor: pointer; min-height: 2.75rem; padding: .4rem .9rem; border-radius: .4rem; color: var(--c);
  background: var(--bg); border: 2px solid var(--c); }
.leave { background: var(--danger); color: #fff; border-color: #fff; font-weight: 600; }
.leave.floating { position: fixed; z-index: 2147483646; inset-block-start: .5rem; inset-inline-end: .5rem; }
.send { background: var(--c); color: var(--on-c); font-weight: 600; }
.plain { border-color: transparent; text-decoration: underline; padding-inline: .3rem; background: none; }
:focus-visible { outline: 3px solid #1b1b1b; outline-offset: 1px; box-shadow: 0 0 0 5px #ffdd00; }
.transcript { position: relative; flex: 1; min-height: 6rem; display: flex; }
.scroller { flex: 1; overflow-y: auto; padding: .75rem; overflow-wrap: anywhere; }
ol, ul { list-style: none; margin: 0; padding: 0; }
ol > li { width: fit-content; max-width: 85%; margin: 0 0 .6rem; padding: .5rem .75rem; border-radius: .6rem; background: var(--soft); }
ol > li.you { margin-left: auto; background: var(--c); color: var(--on-c); }
ol > li.notice { max-width: 100%; background: none; border-left: .25rem solid var(--danger); border-radius: 0; }
p { margin: 0; white-space: pre-line; }
time { font-size: .8125rem; }
details { font-size: .875rem; } summary { cursor: pointer; padding: .35rem 0; min-height: 1.5rem; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .5rem; }
.mark { position: absolute; bottom: .5rem; left: 50%; transform: translateX(-50%); }
.state { margin: 0; padding: .25rem .75rem; font-size: .875rem; border-top: 1px solid var(--line); min-height: 2rem; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; padding: .5rem .75rem; }
label { flex: 1 1 100%; font-weight: 600; }
textarea { flex: 1 1 10rem; font: inherit; color: inherit; background: var(--bg); min-height: 2.75rem; max-height: 8rem;
  padding: .5rem; border: 2px solid var(--line); border-radius: .4rem; resize: vertical; field-sizing: content; }
.count { flex: 1 1 100%; font-size: .875rem; } .count.over { color: var(--danger); font-weight: 600; }
.foot { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; justify-content: space-between;
  padding: 0 .75rem .5rem; font-size: .875rem; }
@media (forced-colors: active) { ol > li, .top { border: 1px solid CanvasText; } }
@media print { .chat { height: auto; } .leave, form, .foot { display: none; } }
`;

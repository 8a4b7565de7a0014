/** The widget's styles. A page can set the colours by custom properties on the element, and nothing else. */
export const STYLES = `
:host {
  all: initial; display: block;
  --c: var(--avhoppar-color, var(--ground, #17415a)); --on-c: var(--avhoppar-on-color, var(--on-ground, #fff));
  --bg: var(--avhoppar-background, #fff); --fg: var(--avhoppar-text, #1b1b1b);
  --soft: var(--avhoppar-soft, #eef3f6); --line: #6b7780; --danger: #b3261e;
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
/* Resets everything: a page's rules can match the element itself, and what they set is inherited. */
.chat { all: initial; font: max(16px, 1rem)/1.5 system-ui, sans-serif; color: var(--fg); color-scheme: light; display: flex; flex-direction: column; background: var(--bg);
  border: 1px solid var(--line); border-radius: .5em; overflow: hidden; overflow: clip; position: relative; }
.top { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; justify-content: space-between;
  background: var(--c); color: var(--on-c); padding: .5em .75em; }
h2 { font-size: 1.0625em; line-height: 1.3; margin: 0; flex: 1 1 10em; }
button { font: inherit; cursor: pointer; min-height: max(44px, 2.75em); padding: .4em .9em; border-radius: .4em; color: var(--c);
  background: var(--bg); border: 2px solid var(--c); }
.leave { background: var(--danger); color: #fff; border-color: #fff; font-weight: 600; }
.leave.floating { position: fixed; z-index: 2147483646; inset-block-start: .5em; inset-inline-end: .5em; }
.send { background: var(--c); color: var(--on-c); font-weight: 600; }
.plain { border-color: transparent; text-decoration: underline; padding-inline: .3em; background: none; }
:focus-visible { outline: 3px solid #1b1b1b; outline-offset: 1px; box-shadow: 0 0 0 5px #ffdd00; }
/* The rest of the chat takes the height that it needs, at any text size. */
.transcript { position: relative; height: max(12em, min(42em, 92vh) - 16em); display: flex; }
.scroller { position: relative; flex: 1; overflow-y: auto; padding: .75em; overflow-wrap: anywhere; }
ol, ul { list-style: none; margin: 0; padding: 0; }
ol > li { width: fit-content; max-width: 85%; margin: 0 0 .6em; padding: .5em .75em; border-radius: .6em; background: var(--soft); }
ol > li.you { margin-left: auto; background: var(--c); color: var(--on-c); }
ol > li.system { max-width: 100%; background: none; padding-inline: 0; font-style: italic; }
ol > li.worker { background: none; border: 1px solid var(--c); }
ol > li.notice, .panel .notice { max-width: 100%; background: none; border-left: .25em solid var(--danger); border-radius: 0; }
p { margin: 0; white-space: pre-line; }
.who { display: block; font-size: .8125em; font-weight: 600; }
time { font-size: .8125em; }
details { font-size: .875em; } summary { cursor: pointer; padding: .35em 0; min-height: 1.5em; }
.buttons { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .5em; }
.mark { position: absolute; bottom: .5em; left: 50%; transform: translateX(-50%); }
.state { margin: 0; padding: .25em .75em; font-size: .875em; border-top: 1px solid var(--line); min-height: 2em; }
form { display: flex; flex-wrap: wrap; gap: .5em; align-items: end; padding: .5em .75em; }
label { flex: 1 1 100%; font-weight: 600; }
textarea { flex: 1 1 10em; font: inherit; color: inherit; background: var(--bg); min-height: 2.75em; max-height: 8em;
  padding: .5em; border: 2px solid var(--line); border-radius: .4em; resize: vertical; field-sizing: content; }
.count { flex: 1 1 100%; font-size: .875em; } .count.over { color: var(--danger); font-weight: 600; }
.foot { display: flex; flex-wrap: wrap; gap: .25em .75em; align-items: center; justify-content: space-between;
  padding: 0 .75em .5em; font-size: .875em; }
.panel { padding: .75em; display: flex; flex-direction: column; gap: .6em; align-items: start; overflow-wrap: anywhere; }
.panel > *, .panel form > * { max-width: 100%; }
.panel .notice { padding-left: .75em; } .panel .notice:empty { display: none; }
h3 { margin: 0; font-size: 1.0625em; } h3:focus { outline: none; box-shadow: none; }
fieldset { border: 1px solid var(--line); border-radius: .4em; width: 100%; min-width: 0; margin: 0; } legend { font-weight: 600; }
fieldset label { display: flex; gap: .5em; align-items: center; min-height: 44px; font-weight: 400; }
input[type=radio] { width: 1.25em; height: 1.25em; flex: none; accent-color: var(--c); }
.preview { max-height: 14em; overflow-y: auto; background: var(--soft); padding: .5em .75em; border-radius: .4em; }
.panel form { padding: 0; width: 100%; } .panel form > input, .panel form > textarea { flex: 1 1 100%; }
input:not([type=radio]) { font: inherit; color: inherit; background: var(--bg); min-height: max(44px, 2.75em); padding: .5em; border: 2px solid var(--line); border-radius: .4em; }
.hint { flex: 1 1 100%; font-size: .875em; }
.code { font: 700 1.5em/1.4 ui-monospace, monospace; letter-spacing: .05em; background: var(--soft); padding: .4em .6em; border-radius: .3em; }
@media (forced-colors: active) { ol > li, .top { border: 1px solid CanvasText; } }
@media print { .transcript { height: auto; } .leave, form, .foot { display: none; } }
`;

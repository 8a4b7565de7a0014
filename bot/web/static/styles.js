/** The widget's styles, made of the values in `tokens.js`. */
import { DARK, DARK_LINK, TOKENS } from "./tokens.js";

export const STYLES = `
:host { all: initial; display: block; ${TOKENS} }
@media (prefers-color-scheme: dark) {
  :host(:not([scheme="light"])) { ${DARK} }
  @supports (color: oklch(from red l c h)) { :host(:not([scheme="light"])) { ${DARK_LINK} } }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
/* Resets everything: a page's rules can match the element itself, and what they set is inherited. */
.chat { all: initial; direction: ltr; font: var(--base)/var(--leading) var(--font); color: var(--text); color-scheme: var(--scheme);
  position: relative; display: flex; flex-direction: column; background: var(--bg); overflow: hidden; overflow: clip; overflow-wrap: anywhere;
  min-height: max(22em, min(44em, 92vh)); min-height: max(22em, min(44em, 100svh - 5em)); border: 1px solid var(--line);
  border-radius: var(--r2); }
.large :is(.transcript, .panel, .write textarea) { font-size: calc(var(--base) * var(--larger)); line-height: var(--looser); word-spacing: .08em; }
p, h2, h3, ol, ul { margin: 0; padding: 0; list-style: none; }
p { white-space: pre-line; }
a { color: inherit; font-weight: 600; text-underline-offset: .2em; white-space: nowrap; }

/* The top: who answers, and the way out. What takes more than a few words has a row of its own. */
.top { display: grid; grid-template-columns: 1fr auto; align-content: center; align-items: center; column-gap: var(--s2); min-height: 60px;
  padding: var(--s1) var(--s1) var(--s1) var(--s3); border-block-start: 4px solid var(--link); border-block-end: 1px solid var(--line); }
h2 { grid-area: 1 / 1; align-self: end; font-size: 1em; line-height: 1.2; }
.top:has(.long) h2 { grid-row: 1 / span 2; align-self: center; }
.leave { grid-area: 1 / 2 / span 2; }
.state { grid-area: 2 / 1; align-self: start; font-size: var(--t1); line-height: 1.3; color: var(--muted); }
.state.long { grid-area: 3 / 1 / auto / -1; padding-block: var(--s1); font-size: var(--t2); color: var(--text); }

button { font: inherit; line-height: 1.25; cursor: pointer; min-height: var(--touch); padding: var(--s2) var(--s3); text-align: start;
  color: var(--link); background: var(--bg); border: 1.5px solid var(--link); border-radius: var(--r2); }
.leave, .send { font-weight: 600; text-align: center; }
.leave { color: var(--on-danger); background: var(--danger); border-color: var(--danger); }
.leave.floating { position: fixed; z-index: 2147483646; inset-block-start: .5em; inset-inline-end: .5em; border-color: var(--on-danger); }
.send { color: var(--on-accent); background: var(--accent); }
.plain { border-color: transparent; background: none; padding-inline: var(--s2); font-size: var(--t2); text-decoration: underline; text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; box-shadow: 0 0 0 5px var(--halo); }
.scroller:focus-visible { outline-offset: -3px; box-shadow: none; }

/* The conversation takes what height is left, and does not grow with what is said. */
.transcript { position: relative; flex: 1 0 auto; min-height: 10em; background: var(--page); }
.scroller { position: absolute; inset: 0; overflow-y: auto; padding: var(--s2); }
ol { display: grid; gap: var(--s3); }
ol > li { min-width: 0; }
li > p { width: fit-content; max-width: min(92%, 32em); padding: var(--s2) var(--s3); border-radius: var(--r3); }
li > p + p { margin-block-start: 3px; }
:is(.bot, .worker) > p + p { border-start-start-radius: var(--r1); }
:is(.bot, .worker) > p:has(+ p) { border-end-start-radius: var(--r1); }
.bot > p { background: var(--bubble); border: 1px solid var(--line); }
.you { justify-self: end; max-width: 86%; }
.you > p { max-width: none; margin-inline-start: auto; color: var(--on-accent); background: var(--accent); }
.worker > p { color: var(--ink); background: var(--human); border: 1.5px solid var(--human-edge); }
.danger { padding: var(--s2) var(--s3); color: var(--ink); background: var(--danger-soft); border: 2px solid var(--danger); border-radius: var(--r3); }
.danger > p { padding: var(--s1) 0; max-width: none; background: none; border: 0; }
.danger > p:first-of-type { font-weight: 600; color: var(--danger-text); }
.danger :is(time, summary) { color: inherit; padding-inline: 0; }
.system > p { max-width: 100%; padding-inline: 0; font-style: italic; }
.notice > p { max-width: 100%; border-inline-start: 4px solid var(--edge); border-radius: 0; }
.who { display: block; font-size: var(--t2); font-weight: 600; }
time { font-size: var(--t1); color: var(--muted); padding-inline: var(--s2); }
.aside { display: flex; flex-wrap: wrap; align-items: center; min-height: 24px; }
.aside > time { margin-inline-start: auto; padding-block: var(--s1); }
.aside > [open] { flex: 1 1 100%; }
.bot > .aside { max-width: min(92%, 32em); }
:is(.you, .worker) > .aside { justify-content: end; }
summary { display: inline-flex; align-items: center; gap: .5em; min-height: var(--touch); padding-inline: var(--s2); font-size: var(--t2);
  color: var(--link); cursor: pointer; list-style: none; border-radius: var(--r1); }
summary::-webkit-details-marker { display: none; }
summary::after { content: ""; width: .45em; height: .45em; margin-block-start: -.3em; border: solid; border-width: 0 2px 2px 0; rotate: 45deg; }
[open] > summary::after { margin-block-start: .2em; rotate: 225deg; }
details ul { display: grid; gap: var(--s2); padding: 0 var(--s2) var(--s2); font-size: var(--t2); }
.before > summary { min-height: 40px; }
.before li { padding-inline-start: var(--s3); border-inline-start: 3px solid var(--link); }
.buttons { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; max-width: 32em; margin-block-start: var(--s2); }
.before + .buttons { flex-direction: column; align-items: stretch; max-width: 28em; margin: 0; }
.buttons .choice { flex: 1 0 28%; min-height: 52px; text-align: center; font-weight: 600; }
.step, .question { display: block; }
.step { font-size: var(--t1); color: var(--muted); }
.question { font-weight: 600; }
progress { display: block; width: 100%; height: 8px; margin-block: var(--s1) var(--s2); accent-color: var(--link); }
.mark { position: absolute; bottom: .5em; left: 50%; transform: translateX(-50%); }

/* Writing, and one quiet row below. */
form { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s2); align-items: end; }
.write { padding: var(--s2) var(--s2) 0; border-block-start: 1px solid var(--line); }
textarea, input:not([type=radio]) { font: inherit; line-height: 1.3; color: inherit; background: var(--bg); min-width: 0; min-height: var(--touch);
  padding: 10px var(--s3); border: 1.5px solid var(--edge); border-radius: var(--r2); }
textarea { max-height: 8em; resize: none; field-sizing: content; }
::placeholder { font-size: var(--t2); color: var(--muted); opacity: 1; }
.write textarea { flex: 1 1 6em; }
.count { flex: 1 1 100%; font-size: var(--t2); } .count:empty { display: none; } .count.over { font-weight: 600; }
.foot { position: relative; display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; padding: 0 var(--s1); }
.foot > .hint { padding: var(--s1) var(--s2) 0; }
.menu { position: absolute; z-index: 1; inset-block-end: calc(100% - var(--s1)); inset-inline-end: var(--s1); width: max-content; max-width: calc(100% - 2 * var(--s1));
  padding: var(--s1); background: var(--bg); border: 1.5px solid var(--edge); border-radius: var(--r2); }
.menu button { display: block; width: 100%; text-decoration: none; }
.menu p { max-width: 20em; padding: var(--s2); font-size: var(--t2); border-block-end: 1px solid var(--line); }
@media (hover: none) { .menu p { display: none; } }

/* The panel for handing over. */
.panel { flex: 1 0 auto; display: flex; flex-direction: column; gap: var(--s3); align-items: start; padding: var(--s2) var(--s3) var(--s3); }
.panel > *, .panel form > * { max-width: 100%; }
.panel > .plain { margin-inline-start: calc(-1 * var(--s2)); }
.panel .notice { padding-inline-start: var(--s3); border-inline-start: 4px solid var(--edge); } .panel .notice:empty { display: none; }
h3 { font-size: var(--t4); line-height: 1.25; } h3:focus { outline: none; box-shadow: none; }
label { flex: 1 1 100%; font-weight: 600; }
fieldset { border: 1px solid var(--edge); border-radius: var(--r2); width: 100%; min-width: 0; margin: 0; } legend { font-weight: 600; }
fieldset label { display: flex; gap: .5em; align-items: center; min-height: 44px; font-weight: 400; }
input[type=radio] { width: 1.25em; height: 1.25em; flex: none; accent-color: var(--link); }
.preview { max-height: 14em; overflow-y: auto; background: var(--soft); padding: var(--s2) var(--s3); border-radius: var(--r1); }
.panel form { width: 100%; } .panel form > input, .panel form > textarea { flex: 1 1 100%; }
.hint { flex: 1 1 100%; font-size: var(--t2); }
.code { font: 700 var(--t5)/1.4 ui-monospace, monospace; letter-spacing: .05em; background: var(--soft); padding: .4em .6em; border-radius: var(--r1); }
@media (forced-colors: active) { ol > li > p, .top { border: 1px solid CanvasText; } .worker > p { border-width: 3px; } }
@media print { .chat { min-height: 0; } .scroller { position: static; } .leave, .write, .foot { display: none; } }
`;

/**
 * The values that the chat's look is made of. `styles.js` names no colour, size of text, or radius of its own. A page
 * can set the five colours that are `--avhoppar-…`, and nothing else; the municipality's two come from its profile.
 */
export const TOKENS = `
/* The municipality's colour, and what is read on it: at least 4.5:1 between them, and of the first on --bg. */
--accent: var(--avhoppar-color, var(--ground, #17415a)); --on-accent: var(--avhoppar-on-color, var(--on-ground, #fff));
--link: var(--accent); /* as text, and around what is pressed */

/* What lies behind: cards and fields, the conversation, the robot's bubbles. */
--bg: var(--avhoppar-background, #fff); --page: var(--avhoppar-background, #f5f3ef); --bubble: var(--avhoppar-soft, #fff);
--soft: var(--avhoppar-soft, #e9edf0);

/* What is read. A page that sets its own text gets it for what is secondary too: it may lie on a dark ground. */
--text: var(--avhoppar-text, #1c2226); --muted: var(--avhoppar-text, #525b62);
--line: #d9dde0; /* a hairline, never the only sign of a part */
--edge: #6b7780; /* around fields and groups: 3:1 */

/* A human: the one warm colour. Danger and the way out: the one red. Each has its own text. */
--human: #fdeecf; --human-edge: #8a5a0b;
--danger: #b3261e; --on-danger: #fff; --danger-soft: #fdf0ee; --danger-text: #9f1d16;
--ink: #1c2226; /* text on --human and --danger-soft */
--focus: #1b1b1b; --halo: #ffdd00; /* two rings, so that one of them is seen on every ground */

/* Text, in em: it grows with the reader's setting. */
--base: max(16px, 1rem); --t1: .8125em; --t2: .9375em; --t4: 1.1875em; --t5: 1.5em; --leading: 1.45; --larger: 1.3; --looser: 1.75;
--font: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;

/* Space, radius, and the least height of what is pressed. */
--s1: 4px; --s2: 8px; --s3: 12px; --s4: 16px;
--r1: 6px; --r2: 12px; --r3: 18px;
--touch: max(44px, 2.75em);
--scheme: light; /* for what the browser draws itself */
`;

/**
 * What is otherwise when the visitor's device is set to dark. The page's own background and text are left out: they were
 * chosen for light, and one of them alone could not be read.
 */
export const DARK = `
--bg: #161b1f; --page: #0f1316; --bubble: #242c32; --soft: #242c32;
--text: #edf0f2; --muted: #aab4bb; --line: #343e45; --edge: #818c94; --link: var(--text);
--human: #3b2e16; --human-edge: #d8a64c;
--danger: #c5372e; --danger-soft: #2e1617; --danger-text: #ffaba2; --ink: #edf0f2;
--focus: #edf0f2; --halo: #5a4a00; --scheme: dark;
`;

/** The municipality's colour, light enough to be read on dark whatever it is; where the browser can work it out. */
export const DARK_LINK = "--link: oklch(from var(--accent) max(l, .8) min(c, .1) h);";

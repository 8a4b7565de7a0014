/** Tells whoever listens to `source`. */
export function tell(source, type, detail = null) {
  source.dispatchEvent(new CustomEvent(type, { detail }));
}

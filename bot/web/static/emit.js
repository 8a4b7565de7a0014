/** Dispatches an event from `source`. */
export function emit(source, type, detail = null) {
  source.dispatchEvent(new CustomEvent(type, { detail }));
}

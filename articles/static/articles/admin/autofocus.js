/**
 * `autofocus` in Wagtail's tabs: they are hidden when the browser looks for it.
 * An address that names a place, and somebody who is faster, have the last word.
 */
window.addEventListener('load', () => {
  if (window.location.hash || document.activeElement !== document.body) return;
  document.querySelector('[data-edit-form] [autofocus]')?.focus();
});

/** What our dialogs in the CMS are made of. */
(() => {
  if (window.studioDialogs) return;

  const NARROW = 800;
  const LEAST_ROOM = 420;
  const GAP = 8;

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => {
      if (value === true) made.setAttribute(name, '');
      else if (value || value === 0 || value === '') made.setAttribute(name, value);
    });
    made.append(...children);
    return made;
  };

  /** A label, its control below it, and a line of help. */
  const labelled = (id, label, control, help) => {
    control.id = id;
    const parts = [element('label', { for: id }, label), control];
    if (help) {
      control.setAttribute('aria-describedby', `${id}-help`);
      parts.push(element('p', { id: `${id}-help`, class: 'footnote-dialog__help' }, help));
    }
    return element('div', { class: 'footnote-dialog__field' }, ...parts);
  };

  /** Put an open dialog below or above a place in the window; in the middle where there is no room. */
  const placeBeside = (dialog, place) => {
    const { innerWidth, innerHeight } = window;
    if (!place || innerWidth < NARROW) return;
    const below = innerHeight - place.bottom - 2 * GAP;
    const above = place.top - 2 * GAP;
    if (Math.max(below, above) < LEAST_ROOM) return;
    const left = Math.min(place.left, innerWidth - dialog.offsetWidth - 2 * GAP);
    const isBelow = below >= LEAST_ROOM || below >= above;
    Object.assign(dialog.style, {
      margin: '0',
      insetInline: 'auto',
      left: `${Math.max(left, 2 * GAP)}px`,
      top: isBelow ? `${place.bottom + GAP}px` : 'auto',
      bottom: isBelow ? 'auto' : `${innerHeight - place.top + GAP}px`,
      maxHeight: `${isBelow ? below : above}px`,
    });
  };

  window.studioDialogs = { element, labelled, placeBeside };
})();

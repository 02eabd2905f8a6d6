/**
 * Footnotes of other programs in pasted HTML: Word, LibreOffice, Google Docs
 * and everything else that writes a note as two anchors which lead to each
 * other, of which the one that comes first is the marker.
 *
 * `window.studioForeignNotes.read(html)` gives `{ html, notes }`: the text
 * without its notes, in which the marker of note n is OPEN n CLOSE, and the
 * plain words of each note; or null where there are none. What was pasted is
 * parsed aside and never becomes part of this document.
 */
(() => {
  if (window.studioForeignNotes) return;

  const OPEN = '\uE000';
  const CLOSE = '\uE001';
  const OURS = new RegExp(`[${OPEN}${CLOSE}]`, 'g');
  const BLOCKS = 'p, li, div, dd, td, aside, section, h1, h2, h3, h4, h5, h6';
  const HOLDERS = new Set(['DIV', 'LI', 'ASIDE', 'SECTION', 'DD', 'OL', 'UL', 'DL', 'TR', 'TBODY', 'TABLE']);
  const HIGHEST = 4;

  /** What an anchor leads to inside its own document; Word writes `file:///…#_ftn1`. */
  const goal = (anchor) => {
    const [, after] = (anchor.getAttribute('href') || '').split('#');
    return after || '';
  };

  const namesOf = (node) => [node.id, node.getAttribute('name')].filter(Boolean);

  /** The names by which an anchor is met: its own, and those of what holds nothing but it. */
  const namesAround = (anchor) => {
    const names = namesOf(anchor);
    anchor.querySelectorAll('[id], [name]').forEach((inner) => names.push(...namesOf(inner)));
    let node = anchor.parentElement;
    while (node && node.textContent.trim() === anchor.textContent.trim()) {
      names.push(...namesOf(node));
      node = node.parentElement;
    }
    return names;
  };

  /** Pairs of [marker, anchor in the note], in the order of the text. */
  const pairs = (body) => {
    const named = new Map();
    body.querySelectorAll('[id], [name]').forEach((node) =>
      namesOf(node).forEach((name) => named.has(name) || named.set(name, node)),
    );
    const anchors = [...body.querySelectorAll('a[href*="#"]')];
    const place = new Map(anchors.map((anchor, index) => [anchor, index]));
    const notes = new Map();
    anchors.forEach((anchor, index) => {
      const target = named.get(goal(anchor));
      if (!target || target.contains(anchor)) return;
      const names = new Set(namesAround(anchor));
      const inside = [target, target.closest('a'), ...target.querySelectorAll('a[href*="#"]')];
      const back = inside.find(
        (each) => each && place.has(each) && each !== anchor && names.has(goal(each)),
      );
      if (back && place.get(back) > index && !notes.has(target)) notes.set(target, back);
    });
    return { anchors, named, notes };
  };

  /** The whole note: the block its anchor stands in, and what holds nothing but this note. */
  const wholeNote = (target, anchor, others, body) => {
    let note = (anchor.contains(target) ? anchor : target).closest(BLOCKS);
    if (!note || note === body) return null;
    for (let height = 0; height < HIGHEST; height += 1) {
      const outer = note.parentElement;
      if (!outer || outer === body || !HOLDERS.has(outer.tagName)) break;
      if (others.some((other) => other !== anchor && outer.contains(other))) break;
      if (!outer.textContent.trim().startsWith(note.textContent.trim())) break;
      note = outer;
    }
    return note;
  };

  /** The words of a note that is about to go; one paragraph does not run into the next. */
  const plain = (note) => {
    note.querySelectorAll(`${BLOCKS}, br`).forEach((block) => block.after(' '));
    return note.textContent.replace(/\s+/g, ' ').trim();
  };

  /** Take a node away, with what it leaves empty and the rule that set it off. */
  const takeAway = (node, body) => {
    const holder = node.parentElement;
    let before = node.previousElementSibling;
    while (before && (before.tagName === 'BR' || before.tagName === 'HR')) {
      const next = before.previousElementSibling;
      before.remove();
      before = next;
    }
    node.remove();
    const isEmpty = holder !== body && !holder.textContent.trim() && !holder.querySelector('img');
    if (isEmpty) takeAway(holder, body);
  };

  /** The marker with all that is nothing but the marker: <sup>, Word's spans. */
  const wholeMarker = (anchor) => {
    let marker = anchor;
    while (
      ['SUP', 'SPAN', 'A', 'B', 'I', 'EM', 'STRONG', 'FONT'].includes(marker.parentElement.tagName)
      && marker.parentElement.textContent.trim() === anchor.textContent.trim()
    ) {
      marker = marker.parentElement;
    }
    return marker;
  };

  const dropOurSigns = (body) => {
    const texts = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(OURS, '');
  };

  const read = (html) => {
    const { body } = new DOMParser().parseFromString(html, 'text/html');
    dropOurSigns(body);
    const { anchors, named, notes } = pairs(body);
    if (!notes.size) return null;
    const markers = anchors.filter((anchor) => {
      const target = named.get(goal(anchor));
      return notes.has(target) && !target.contains(anchor) && notes.get(target) !== anchor;
    });
    const inNotes = [...notes.values()];
    const found = [...notes].map(([target, anchor]) => ({
      target,
      anchor,
      whole: wholeNote(target, anchor, [...inNotes, ...markers], body),
    }));
    const complete = found.filter(
      ({ whole }) => whole && !markers.some((marker) => whole.contains(marker)),
    );
    complete.forEach((note) => {
      note.anchor.remove();
      note.words = plain(note.whole);
      takeAway(note.whole, body);
    });
    markers.forEach((anchor) => {
      const index = complete.findIndex(({ target }) => target === named.get(goal(anchor)));
      if (index < 0) return;
      const sign = complete[index].words ? `${OPEN}${index}${CLOSE}` : '';
      wholeMarker(anchor).replaceWith(body.ownerDocument.createTextNode(sign));
    });
    if (!complete.length) return null;
    return { html: body.innerHTML, notes: complete.map(({ words }) => words) };
  };

  window.studioForeignNotes = { read, SIGN: new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g') };
})();

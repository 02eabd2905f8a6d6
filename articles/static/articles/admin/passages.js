/**
 * Passages on their way: what is copied takes its references along, what is
 * pasted brings them, and what is undone takes back those it brought.
 */
(() => {
  if (window.studioPassages || !window.DraftJS) return;

  const TYPE = 'CITATION';
  const FRAGMENT = 'data-draftjs-conductor-fragment';
  const CARRIED = 'data-studio-references';
  const LONGEST_KEY = 40;
  const { DraftJS, studioReferences, studioCitations, studioForeignNotes } = window;
  const { doiIn, folded } = window.studioLibrary;
  const { ContentState, EditorState, Modifier, SelectionState } = DraftJS;

  // --- what is undone -----------------------------------------------------------

  // References that an insert or a paste of this visit made, and the editor they are cited in.
  const born = new Map();

  const editorAround = (wrapper) =>
    wrapper?.parentElement?.querySelector(':scope > input[type="hidden"]')?.draftailEditor;

  const isUndone = (wrapper) =>
    wrapper?.isConnected
    && !wrapper.closest('[aria-hidden="true"]')
    && editorAround(wrapper)?.getEditorState().getLastChangeType() === 'undo';

  studioCitations.watch(({ before, counts }) => {
    born.forEach((wrapper, reference) => {
      if (counts.get(reference)) {
        const [marker] = studioCitations.of(reference);
        born.set(reference, marker.closest('[data-draftail-editor-wrapper]'));
      } else if (before.get(reference) && isUndone(wrapper)) {
        studioReferences.withdraw(reference);
      }
    });
    counts.forEach((_, reference) => {
      if (studioReferences.isWithdrawn(reference)) studioReferences.restore(reference);
    });
  });

  const remember = (reference) => born.set(reference, null);

  // --- what is copied -----------------------------------------------------------

  const parsed = (json) => {
    try {
      return JSON.parse(json);
    } catch {
      return null;
    }
  };

  const holderIn = (html) =>
    new DOMParser().parseFromString(html, 'text/html').querySelector(`[${FRAGMENT}]`);

  const citationsIn = (raw) =>
    Object.values(raw?.entityMap || {}).filter(({ type, data }) => type === TYPE && data);

  // An article keeps its address; one that is not saved yet has none.
  const visit = studioReferences.newKey();
  const origin = () =>
    window.location.pathname.endsWith('/edit/') ? window.location.pathname : visit;

  const carry = ({ clipboardData }) => {
    const holder = clipboardData && holderIn(clipboardData.getData('text/html'));
    if (!holder) return;
    const keys = citationsIn(parsed(holder.getAttribute(FRAGMENT))).map(({ data }) => data.reference);
    const references = [...new Set(keys)].map(studioReferences.find).filter(Boolean);
    if (!references.length) return;
    holder.setAttribute(CARRIED, JSON.stringify({ origin: origin(), references }));
    clipboardData.setData('text/html', holder.outerHTML);
  };
  // Behind Draftail, which listens at the editor itself.
  document.addEventListener('copy', carry);
  document.addEventListener('cut', carry);

  // --- what is pasted -----------------------------------------------------------

  const text = (value) => (typeof value === 'string' ? value : '');

  /** Anybody can write a clipboard: nothing but the words we know of. */
  const readReference = (given) => ({
    key: text(given?.key).slice(0, LONGEST_KEY),
    source: /^\d{1,18}$/.test(text(given?.source)) ? given.source : '',
    note: text(given?.note).trim(),
    facts: Object.fromEntries(
      studioReferences.FACTS.map((name) => [name, text(given?.facts?.[name]).trim()]),
    ),
  });

  const wordsOf = ({ facts, note }) =>
    folded(
      [facts.title, facts.authors, facts.container, facts.year, facts.doi, facts.url, note].join(' '),
    );

  /** Whether `there` says all that `given` says. A note of its own makes it another reference. */
  const isSame = (there, given) => {
    if (given.note && folded(there.note) !== folded(given.note)) return false;
    if (given.source && there.source === given.source) return true;
    const doi = doiIn(given.facts.doi);
    if (doi && doiIn(there.facts.doi) === doi) return true;
    return wordsOf(there) === wordsOf(given);
  };

  /** The key of the reference that says what `given` says: here already, or added. */
  const settle = (given, isOurs) => {
    if (isOurs && studioReferences.isWithdrawn(given.key)) studioReferences.restore(given.key);
    const there = studioReferences.find(given.key);
    if (there && (isOurs || isSame(there, given))) return given.key;
    const twin = studioReferences.all().find((each) => isSame(each, given));
    if (twin) return twin.key;
    const { source, note, facts } = given;
    const key = studioReferences.isFree(given.key) ? { key: given.key } : {};
    const values = Object.entries({ ...facts, source, note, ...key });
    const added = studioReferences.canAdd()
      && studioReferences.add(Object.fromEntries(values.filter(([, value]) => value)));
    if (added) remember(added);
    return added || given.key;
  };

  const withFragment = (state, blocks) =>
    EditorState.push(
      state,
      Modifier.replaceWithFragment(state.getCurrentContent(), state.getSelection(), blocks),
      'insert-fragment',
    );

  const pastedPassage = (holder, state) => {
    const raw = parsed(holder.getAttribute(FRAGMENT));
    const carried = parsed(holder.getAttribute(CARRIED));
    const citations = citationsIn(raw);
    if (!citations.length || !Array.isArray(carried?.references)) return null;
    const isOurs = carried.origin === origin();
    const cited = new Set(citations.map(({ data }) => data.reference));
    const given = carried.references.map(readReference).filter(({ key }) => cited.has(key));
    const settled = new Map(given.map((each) => [each.key, settle(each, isOurs)]));
    citations.forEach((citation) => {
      const reference = settled.get(citation.data.reference) || citation.data.reference;
      citation.data = { key: studioReferences.newKey(), reference };
    });
    return withFragment(state, DraftJS.convertFromRaw(raw).getBlockMap());
  };

  const marked = (content, block, sign, reference, placeholder) => {
    const made = content.createEntity(TYPE, 'IMMUTABLE', {
      key: studioReferences.newKey(),
      reference,
    });
    const range = SelectionState.createEmpty(block.getKey()).merge({
      anchorOffset: sign.index,
      focusOffset: sign.index + sign[0].length,
    });
    const entity = made.getLastCreatedEntityKey();
    return Modifier.replaceText(made, range, placeholder, undefined, entity);
  };

  const pastedNotes = (html, state, placeholder) => {
    const read = studioForeignNotes.read(html);
    if (!read) return null;
    const { contentBlocks, entityMap } = DraftJS.convertFromHTML(read.html);
    if (!contentBlocks?.length) return null;
    const references = read.notes.map((note) =>
      settle(readReference({ note, facts: { kind: 'other' } }), false),
    );
    let content = ContentState.createFromBlockArray(contentBlocks, entityMap);
    contentBlocks.forEach((block) => {
      // from the end, so that what stands before keeps its place
      [...block.getText().matchAll(studioForeignNotes.SIGN)].reverse().forEach((sign) => {
        content = marked(content, block, sign, references[sign[1]], placeholder);
      });
    });
    return withFragment(state, content.getBlockMap());
  };

  /** The editor with what was pasted, or null where nothing in it is a footnote. */
  const pasted = (html, state, placeholder) => {
    if (!html) return null;
    const holder = holderIn(html);
    return holder ? pastedPassage(holder, state) : pastedNotes(html, state, placeholder);
  };

  // --- what is deleted with its reference -----------------------------------------

  const rangesOf = (content, reference) => {
    const ranges = [];
    content.getBlocksAsArray().forEach((block) =>
      block.findEntityRanges(
        (character) => {
          const entity = character.getEntity() && content.getEntity(character.getEntity());
          return entity?.getType() === TYPE && entity.getData().reference === reference;
        },
        (start, end) =>
          ranges.unshift(
            SelectionState.createEmpty(block.getKey()).merge({ anchorOffset: start, focusOffset: end }),
          ),
      ),
    );
    return ranges;
  };

  /** Take all markers of a reference out of all texts; one undo an editor brings them back. */
  const removeMarkers = (reference) => {
    const wrappers = studioCitations
      .of(reference)
      .map((marker) => marker.closest('[data-draftail-editor-wrapper]'));
    new Set(wrappers).forEach((wrapper) => {
      const editor = editorAround(wrapper);
      const state = editor.getEditorState();
      const content = rangesOf(state.getCurrentContent(), reference).reduce(
        (left, range) => Modifier.removeRange(left, range, 'backward'),
        state.getCurrentContent(),
      );
      editor.onChange(EditorState.push(state, content, 'remove-range'));
    });
  };

  window.studioPassages = { pasted, remember, removeMarkers };
})();

/**
 * The footnote in Draftail, Wagtail's rich text editor.
 *
 * Toolbar button, slash menu and shortcut all ask for the source of the entity
 * CITATION: it opens the dialog and puts one marker behind the selection. At a
 * marker the shortcut asks for its change, as a click on it does.
 * A marker is an immutable entity on one placeholder character; the server
 * drops the character and stores the entity. What a marker shows stands in
 * attributes that only CSS draws, so it is never part of the text.
 */
(() => {
  const TYPE = 'CITATION';
  const { React, DraftJS, draftail, studioReferences, studioCitations, studioPassages } = window;
  const { openFootnoteDialog } = window;
  if (!draftail || !studioPassages || window.studioFootnotes) return;
  window.studioFootnotes = true;

  const { EditorState, Modifier, SelectionState } = DraftJS;
  const F_KEY = 70;
  const LONGEST_LABEL = 120;

  let words = {};
  let placeholder = '†';
  // The marker whose change was asked for, by a click or by the shortcut; else the source inserts.
  let asked = null;

  const citationAt = (content, block, offset) => {
    const key = offset >= 0 && offset < block.getLength() ? block.getEntityAt(offset) : null;
    return key && content.getEntity(key).getType() === TYPE ? key : null;
  };

  const caret = (blockKey, offset) =>
    SelectionState.createEmpty(blockKey).merge({ anchorOffset: offset, focusOffset: offset });

  /** Right behind the last selected word, and never inside another marker. */
  const spotBehind = (state) => {
    const content = state.getCurrentContent();
    const selection = state.getSelection();
    let block = content.getBlockForKey(selection.getEndKey());
    let offset = selection.getEndOffset();
    if (!selection.isCollapsed()) {
      const sameBlock = selection.getStartKey() === selection.getEndKey();
      // A triple click ends before the first letter of the next paragraph.
      if (!sameBlock && offset === 0) {
        block = content.getBlockBefore(block.getKey());
        offset = block.getLength();
      }
      const first = block.getKey() === selection.getStartKey() ? selection.getStartOffset() : 0;
      while (offset > first && /\s/.test(block.getText()[offset - 1])) offset -= 1;
    }
    for (
      let around = citationAt(content, block, offset);
      around && around === citationAt(content, block, offset - 1);
      around = citationAt(content, block, offset)
    ) {
      offset += 1;
    }
    return caret(block.getKey(), offset);
  };

  /**
   * The slash menu needs a space before its slash; a marker stands right behind its
   * word. What the menu took away was the last change. Between two words it leaves one.
   */
  const withoutSpace = (state, spot) => {
    const text = state.getCurrentContent().getBlockForKey(spot.getEndKey()).getText();
    const end = spot.getEndOffset();
    const isBySlash =
      state.getLastChangeType() === 'remove-range' && state.getSelection().isCollapsed();
    if (!isBySlash || !/\S $/.test(text.slice(0, end))) return spot;
    const isBetween = /^[\p{L}\p{N}]/u.test(text.slice(end));
    return spot.merge({ anchorOffset: end - 1, focusOffset: isBetween ? end - 1 : end });
  };

  const withEntity = (content, reference) => {
    const made = content.createEntity(TYPE, 'IMMUTABLE', {
      key: studioReferences.newKey(),
      reference,
    });
    return [made, made.getLastCreatedEntityKey()];
  };

  // "apply-entity" always begins an undo step of its own, typing does not.
  const push = (state, content) => EditorState.push(state, content, 'apply-entity');

  const insert = (state, reference, spot = withoutSpace(state, spotBehind(state))) => {
    const [content, entity] = withEntity(state.getCurrentContent(), reference);
    return push(state, Modifier.replaceText(content, spot, placeholder, undefined, entity));
  };

  const repoint = (state, range, reference) => {
    const [content, entity] = withEntity(state.getCurrentContent(), reference);
    return push(
      state,
      Modifier.applyEntity(content, range, entity).merge({
        selectionAfter: behind(range),
      }),
    );
  };

  const remove = (state, range) =>
    push(state, Modifier.removeRange(state.getCurrentContent(), range, 'backward'));

  /** Nothing but the caret back to its place: focus alone would put it at the start. */
  const asItWas = (state) => EditorState.forceSelection(state, state.getSelection());

  /** Where a decorated marker stands. Its offset key is block-decorator-leaf. */
  const rangeOf = (state, offsetKey) => {
    const [blockKey, decorator] = offsetKey.split('-');
    const leafSet = state.getBlockTree(blockKey)?.get(Number(decorator));
    return (
      leafSet &&
      SelectionState.createEmpty(blockKey).merge({
        anchorOffset: leafSet.get('start'),
        focusOffset: leafSet.get('end'),
      })
    );
  };

  const behind = (range) => caret(range.getStartKey(), range.getEndOffset());

  /** What is to be known of a marker to change it. */
  const targetOf = (marker, offsetKey) => ({
    offsetKey,
    reference: marker.dataset.reference,
    place: marker.getBoundingClientRect(),
  });

  /** The marker that is selected, or right before or behind the caret. */
  const markerAtCaret = (state) => {
    const selection = state.getSelection();
    const blockKey = selection.getEndKey();
    const end = selection.getEndOffset();
    const isSelected =
      blockKey === selection.getStartKey() && end === selection.getStartOffset() + 1;
    if (!selection.isCollapsed() && !isSelected) return null;
    const content = state.getCurrentContent();
    const block = content.getBlockForKey(blockKey);
    const near = isSelected ? [end - 1] : [end - 1, end];
    const offset = near.find((each) => citationAt(content, block, each));
    const decorator = state
      .getBlockTree(blockKey)
      .findIndex((leafSet) => leafSet.get('start') === offset);
    const offsetKey = `${blockKey}-${decorator}-0`;
    const drawn = document.querySelector(`.footnote-marker [data-offset-key="${offsetKey}"]`);
    return drawn && targetOf(drawn.closest('.footnote-marker'), offsetKey);
  };

  /** Where in the window the caret is, or nothing. */
  const placeOfCaret = () => {
    const selection = window.getSelection();
    if (!selection.rangeCount) return null;
    const place = selection.getRangeAt(0).getBoundingClientRect();
    if (place.bottom) return place;
    // a caret in an empty paragraph has no place of its own
    const { anchorNode } = selection;
    const around = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement;
    return around?.closest('[data-offset-key]')?.getBoundingClientRect() || null;
  };

  const shortened = (text) =>
    text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : text;

  /** What became of a reference that is not in the article; nothing where it is. */
  const whyLost = (reference) => {
    if (studioReferences.find(reference)) return '';
    const summary = studioReferences.deleted(reference)?.summary;
    return summary ? words.lostThis.replace('%s', () => shortened(summary)) : words.lostSome;
  };

  /** Opens the dialog in place of a form; renders nothing itself. */
  class CitationSource extends React.Component {
    componentDidMount() {
      const target = asked;
      asked = null;
      this.ask(target);
    }

    async ask(target) {
      const beside = target ? target.place : placeOfCaret();
      const current = target?.reference;
      const lost = target ? whyLost(current) : '';
      const said = await openFootnoteDialog({ words, current, lost, beside });
      const answer = said?.another ? await openFootnoteDialog({ words, beside }) : said;
      const { editorState, onComplete } = this.props;
      const range = target && rangeOf(editorState, target.offsetKey);
      if (answer?.isNew) studioPassages.remember(answer.reference);
      if (!answer || (target && !range)) onComplete(asItWas(editorState));
      else if (!target) onComplete(insert(editorState, answer.reference));
      else if (said.another) onComplete(insert(editorState, answer.reference, behind(range)));
      else if (answer.remove) onComplete(remove(editorState, range));
      else onComplete(repoint(editorState, range, answer.reference));
    }

    render() {
      return null;
    }
  }

  /** A marker in the text. It follows the references, and the markers before it. */
  class CitationMarker extends React.Component {
    constructor(props) {
      super(props);
      this.element = React.createRef();
    }

    componentDidMount() {
      const update = () => this.forceUpdate();
      const stops = [studioReferences.watch(update), studioCitations.watch(update)];
      this.unwatch = () => stops.forEach((stop) => stop());
    }

    componentWillUnmount() {
      this.unwatch();
    }

    said(reference) {
      const found = studioReferences.find(reference);
      const isLost = !found;
      if (isLost) return { isLost, label: `${words.lost}. ${whyLost(reference)}`, chip: words.lost };
      const number = studioCitations.labelOf(this.element.current);
      const text = found.summary || words.empty;
      const label = words.marker.replace('%1', number).replace('%2', () => shortened(text));
      return { isLost, label, chip: `${number} ${text.slice(0, LONGEST_LABEL)}` };
    }

    render() {
      const { children, contentState, entityKey, offsetKey, onEdit } = this.props;
      const reference = contentState.getEntity(entityKey).getData().reference || '';
      const { isLost, label, chip } = this.said(reference);
      return React.createElement(
        'span',
        {
          ref: this.element,
          className: `footnote-marker${isLost ? ' footnote-marker--lost' : ''}`,
          role: 'button',
          title: label,
          'aria-label': label,
          'data-chip': chip,
          'data-reference': reference,
          onClick: (event) => {
            event.preventDefault();
            asked = targetOf(this.element.current, offsetKey);
            onEdit(entityKey);
          },
        },
        children,
      );
    }
  }

  draftail.registerPlugin({
    type: TYPE,
    source: CitationSource,
    decorator: CitationMarker,
    onPaste: (text, html, editorState, { setEditorState }) => {
      const pasted = studioPassages.pasted(html, editorState, placeholder);
      if (!pasted) return 'not-handled';
      setEditorState(pasted);
      return 'handled';
    },
  });

  draftail.registerPlugin(
    {
      type: 'citation-shortcut',
      /** Draft.js calls this once an editor, before it draws: the words come from the server. */
      initialize() {
        words = this.words;
        placeholder = this.placeholder;
      },
      keyBindingFn: (event, { getEditorState }) => {
        // AltGr is Ctrl+Alt to Windows, and some layouts type a letter with it.
        const typesLetter = event.getModifierState?.('AltGraph');
        const modified = (event.ctrlKey || event.metaKey) && event.altKey && !event.shiftKey;
        if (!modified || typesLetter || event.keyCode !== F_KEY) return undefined;
        asked = markerAtCaret(getEditorState());
        return TYPE;
      },
    },
    'plugins',
  );
})();

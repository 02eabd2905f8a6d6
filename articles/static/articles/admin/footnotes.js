/**
 * The footnote in Draftail, Wagtail's rich text editor.
 *
 * Toolbar button, slash menu and shortcut all ask for the source of the entity
 * CITATION: it opens the dialog and puts one marker behind the selection.
 * A marker is an immutable entity on one placeholder character; the server
 * drops the character and stores the entity.
 */
(() => {
  const TYPE = 'CITATION';
  const { React, DraftJS, draftail, studioReferences, openFootnoteDialog } = window;
  if (!draftail || !DraftJS || window.studioFootnotes) return;
  window.studioFootnotes = true;

  const { EditorState, Modifier, SelectionState } = DraftJS;
  const F_KEY = 70;
  const LONGEST_LABEL = 120;

  let words = {};
  let placeholder = '†';
  // The marker whose change was asked for by a click; else the source inserts.
  let clicked = null;

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

  const withEntity = (content, reference) => {
    const made = content.createEntity(TYPE, 'IMMUTABLE', {
      key: studioReferences.newKey(),
      reference,
    });
    return [made, made.getLastCreatedEntityKey()];
  };

  // "apply-entity" always begins an undo step of its own, typing does not.
  const push = (state, content) => EditorState.push(state, content, 'apply-entity');

  const insert = (state, reference) => {
    const [content, entity] = withEntity(state.getCurrentContent(), reference);
    return push(state, Modifier.insertText(content, spotBehind(state), placeholder, undefined, entity));
  };

  const repoint = (state, range, reference) => {
    const [content, entity] = withEntity(state.getCurrentContent(), reference);
    return push(
      state,
      Modifier.applyEntity(content, range, entity).merge({
        selectionAfter: caret(range.getStartKey(), range.getEndOffset()),
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

  /** Opens the dialog in place of a form; renders nothing itself. */
  class CitationSource extends React.Component {
    componentDidMount() {
      const target = clicked;
      clicked = null;
      const current = target?.reference;
      openFootnoteDialog({ words, current }).then((answer) => {
        const { editorState, onComplete } = this.props;
        const range = target && rangeOf(editorState, target.offsetKey);
        if (!answer || (target && !range)) onComplete(asItWas(editorState));
        else if (!target) onComplete(insert(editorState, answer.reference));
        else if (answer.remove) onComplete(remove(editorState, range));
        else onComplete(repoint(editorState, range, answer.reference));
      });
    }

    render() {
      return null;
    }
  }

  const shortened = (text) =>
    text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : text;

  /** A marker in the text. It follows the references: their words, their end. */
  class CitationMarker extends React.Component {
    componentDidMount() {
      this.unwatch = studioReferences.watch(() => this.forceUpdate());
    }

    componentWillUnmount() {
      this.unwatch();
    }

    render() {
      const { children, contentState, entityKey, offsetKey, onEdit } = this.props;
      const reference = contentState.getEntity(entityKey).getData().reference || '';
      const found = studioReferences.find(reference);
      const label = found
        ? words.marker.replace('%s', shortened(found.summary || words.empty))
        : words.lost;
      return React.createElement(
        'span',
        {
          className: `footnote-marker${found ? '' : ' footnote-marker--lost'}`,
          role: 'button',
          title: label,
          'aria-label': label,
          'data-lost': found ? undefined : words.lost,
          onClick: (event) => {
            event.preventDefault();
            clicked = { offsetKey, reference };
            onEdit(entityKey);
          },
        },
        children,
      );
    }
  }

  draftail.registerPlugin({ type: TYPE, source: CitationSource, decorator: CitationMarker });

  draftail.registerPlugin(
    {
      type: 'citation-shortcut',
      /** Draft.js calls this once an editor, before it draws: the words come from the server. */
      initialize() {
        words = this.words;
        placeholder = this.placeholder;
      },
      keyBindingFn: (event) => {
        // AltGr is Ctrl+Alt to Windows, and some layouts type a letter with it.
        const typesLetter = event.getModifierState?.('AltGraph');
        const modified = (event.ctrlKey || event.metaKey) && event.altKey && !event.shiftKey;
        return modified && !typesLetter && event.keyCode === F_KEY ? TYPE : undefined;
      },
    },
    'plugins',
  );
})();
